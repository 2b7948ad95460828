package io.sentiment.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Promotions of the shipped English model in the packaged jar, a process that does nothing else. */
@Timeout(900)
@EnabledOnOs(OS.LINUX)
class PromotionMemoryIT {

    private static final int WARM_UP = 20;
    private static final int PROMOTIONS = 50;
    private static final int CLIENTS = 4;
    private static final long HEAP = 512L << 20;

    @TempDir
    Path folder;

    @Test
    void fiftyPromotionsUnderLoadFailNoRequestAndLeaveNativeMemoryWhereItWas() throws Exception {
        // The whole heap from the start: whatever the process gains or loses is native.
        PackagedJar jar = new PackagedJar(folder, "-Xms" + HEAP, "-Xmx" + HEAP, "-XX:+AlwaysPreTouch");
        List<ConstantLoad> clients = new ArrayList<>();
        try (RunningService service = new RunningService(
                jar,
                "--sentiment.security.admin-token=" + RetrainingCalls.TOKEN,
                "--sentiment.data-directory=" + folder.resolve("data"))) {
            RetrainingCalls calls = new RetrainingCalls(service);
            calls.open(1, folder.resolve("1.zip"));
            assertThat(calls.importBundle(folder.resolve("1.zip"))).isEqualTo(2);
            for (int client = 0; client < CLIENTS; client++) {
                clients.add(new ConstantLoad(calls::answering));
            }

            promote(calls, WARM_UP);
            long before = service.residentBytes() - HEAP;
            promote(calls, PROMOTIONS);
            long after = service.residentBytes() - HEAP;

            System.out.println("Native memory after " + WARM_UP + " promotions " + (before >> 20) + " MB, after "
                    + PROMOTIONS + " more " + (after >> 20) + " MB");
            for (ConstantLoad client : clients) {
                client.close();
                client.requireNoFailure();
            }
            assertThat(after).isCloseTo(before, withinPercentage(10));
        } finally {
            for (ConstantLoad client : clients) {
                client.close();
            }
        }
    }

    private static void promote(RetrainingCalls calls, int times) throws Exception {
        for (int time = 0; time < times; time++) {
            int version = 2 - time % 2;
            calls.promote(version);
            assertThat(calls.answering()).isEqualTo(version);
        }
    }
}
