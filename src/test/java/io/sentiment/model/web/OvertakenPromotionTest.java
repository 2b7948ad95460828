package io.sentiment.model.web;

import static io.sentiment.model.web.WholeService.VERSIONS;
import static io.sentiment.model.web.WholeService.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.prediction.EngineFactory;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** A version is promoted, rolled back and deleted before it has come to answer. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class OvertakenPromotionTest {

    private static final int CHAMPIONS_OF_THE_START = 2;

    /** Engines that may be opened. */
    private static final Semaphore GATE = new Semaphore(0);

    @TempDir
    Path folder;

    @AutoClose
    private final TestDatabase database;

    OvertakenPromotionTest(DatabaseKind kind) {
        database = kind.create();
    }

    @Test
    void theOvertakenPromotionIsAConflictAndNothingIsLeftOfItsVersion(CapturedOutput output) throws Exception {
        GATE.drainPermits();
        GATE.release(CHAMPIONS_OF_THE_START);
        try (WholeService service = new WholeService(folder, database.arguments(), GatedEngines.class)) {
            try {
                raceOn(service);
            } finally {
                GATE.release(10);
            }
        }
        assertThat(output).doesNotContain(" ERROR ", "\tat io.sentiment");
    }

    private void raceOn(WholeService service) throws Exception {
        ExecutorService administrators = Executors.newFixedThreadPool(2);
        try {
            service.importBundle(WholeService.bundle(folder, "reviews-en", 1));

            Future<HttpResponse<String>> promotion = administrators.submit(() -> service.promote(3));
            await().atMost(30, SECONDS).until(() -> isChampion(service, 3));
            Future<HttpResponse<String>> rollBack = administrators.submit(() -> service.promote(2));
            await().atMost(30, SECONDS).until(() -> isChampion(service, 2));
            assertThat(service.delete(VERSIONS + "/3").statusCode()).isEqualTo(204);
            assertThat(service.answeringVersion()).isEqualTo(2);
            assertThat(service.predictWithVersion(3).get(30, SECONDS).statusCode())
                    .isEqualTo(404);
            GATE.release(1);

            HttpResponse<String> overtaken = promotion.get(60, SECONDS);
            assertThat(overtaken.statusCode()).as(overtaken.body()).isEqualTo(409);
            assertThat(json(overtaken).path("type").asString()).isEqualTo("urn:sentiment:problem:conflict");
            assertThat(json(overtaken).path("detail").asString())
                    .isEqualTo("Another promotion has overtaken that of version 3 of the model 'reviews-en': version 2"
                            + " is champion now.");
            GATE.release(1);
            assertThat(rollBack.get(60, SECONDS).statusCode()).isEqualTo(200);
            assertThat(service.answeringVersion()).isEqualTo(2);
            assertThat(service.predictWithVersion(3).get(30, SECONDS).statusCode())
                    .isEqualTo(404);
            assertThat(service.versions()).containsExactly(1, 2);
        } finally {
            administrators.shutdown();
        }
    }

    private static boolean isChampion(WholeService service, int version) throws Exception {
        return json(service.get(VERSIONS + "/" + version)).path("champion").asBoolean();
    }

    /** The real engines, each of which waits to be opened. */
    @Configuration(proxyBeanMethods = false)
    static class GatedEngines {

        @Bean
        @Primary
        EngineFactory gatedEngines() {
            return network -> {
                GATE.acquireUninterruptibly();
                return Dl4jEngine.of(network);
            };
        }
    }
}
