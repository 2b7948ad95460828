package io.sentiment.model.web;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
@Timeout(240)
class PromotionsUnderLoadTest {

    private static final int PROMOTIONS = 50;
    private static final int CLIENTS = 4;

    @TempDir
    Path folder;

    @AutoClose
    private final TestDatabase database;

    PromotionsUnderLoadTest(DatabaseKind kind) {
        database = kind.create();
    }

    @Test
    void fiftyPromotionsInARowFailNoRequestAndLeaveNoEngineOpen() throws Exception {
        CountedEngines.OPEN.set(0);
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        AtomicBoolean promoting = new AtomicBoolean(true);
        AtomicInteger answered = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (WholeService service = new WholeService(folder, database.arguments(), CountedEngines.class)) {
            List<Future<?>> loads = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                loads.add(clients.submit(() -> {
                    while (promoting.get()) {
                        HttpResponse<String> response = service.predict();
                        answered.incrementAndGet();
                        if (response.statusCode() != 200) {
                            failures.add(response.body());
                        }
                    }
                    return null;
                }));
            }
            for (int promotion = 0; promotion < PROMOTIONS; promotion++) {
                int version = 1 + promotion % 2;
                HttpResponse<String> promoted = service.promote(version);
                assertThat(promoted.statusCode()).as(promoted.body()).isEqualTo(200);
                assertThat(service.answeringVersion()).isEqualTo(version);
            }
            promoting.set(false);
            for (Future<?> load : loads) {
                load.get(30, SECONDS);
            }

            assertThat(failures).isEmpty();
            assertThat(answered.get()).isGreaterThan(PROMOTIONS);
            assertThat(CountedEngines.OPEN).as("one for each model").hasValue(2);
        } finally {
            promoting.set(false);
            clients.shutdown();
        }
    }
}
