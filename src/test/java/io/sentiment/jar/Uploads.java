package io.sentiment.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.training.web.Reviews;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Files of rows that were sent, each under a key of its own, and what was answered. One that was not answered is sent
 * again under its key.
 */
final class Uploads {

    static final int EPOCHS = 6;

    private static final int ROWS = 3_000;

    /** One row that counts, its repetition, two rows that contradict each other, and one that cannot be used. */
    private static final String ODD_ROWS = "1\tsplendid\n1\tsplendid\n0\tso so\n1\tso so\n2\tno such label\n";

    private static final String SETTINGS = "{\"epochs\": " + EPOCHS
            + ", \"learningRate\": 0.0001, \"newWords\": 50, \"replayShare\": 0.1, \"gate\": \"always\"}";

    private final Map<Integer, JsonNode> accepted = new ConcurrentSkipListMap<>();
    private int sent;

    /** Begins to send a new file. */
    CompletableFuture<JsonNode> begin(RetrainingCalls calls) {
        sent++;
        return send(calls, sent);
    }

    /** Sends whatever was not answered again; returns how many. */
    int repeat(RetrainingCalls calls) {
        int[] unanswered = IntStream.rangeClosed(1, sent)
                .filter(number -> !accepted.containsKey(number))
                .toArray();
        for (int number : unanswered) {
            send(calls, number).join();
        }
        return unanswered.length;
    }

    /** Waits for the answer; returns false if the service ended before it. */
    static boolean isAnswered(CompletableFuture<JsonNode> upload) throws Exception {
        try {
            upload.get(1, TimeUnit.MINUTES);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                return false;
            }
            throw e;
        }
    }

    /** The jobs as they were when they were accepted, in the order of their files. */
    Iterable<JsonNode> accepted() {
        assertThat(accepted).hasSize(sent);
        return accepted.values();
    }

    int count() {
        return sent;
    }

    private CompletableFuture<JsonNode> send(RetrainingCalls calls, int number) {
        return calls.start("upload-" + number, Reviews.tsv(ROWS, number) + ODD_ROWS, SETTINGS)
                .thenApply(response -> {
                    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
                    JsonNode job = RetrainingCalls.json(response);
                    assertThat(job.path("data").path("accepted").asInt()).isEqualTo(ROWS + 1);
                    accepted.put(number, job);
                    return job;
                });
    }
}
