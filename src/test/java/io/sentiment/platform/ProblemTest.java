package io.sentiment.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class ProblemTest {

    @Test
    void typesKeepTheirNames() {
        assertThat(Arrays.stream(ProblemType.values()).map(type -> type.uri().toString()))
                .containsExactly(
                        "urn:sentiment:problem:bad-request",
                        "urn:sentiment:problem:malformed-json",
                        "urn:sentiment:problem:unknown-property",
                        "urn:sentiment:problem:malformed-coding",
                        "urn:sentiment:problem:unauthorized",
                        "urn:sentiment:problem:forbidden",
                        "urn:sentiment:problem:not-found",
                        "urn:sentiment:problem:unknown-model",
                        "urn:sentiment:problem:unknown-retraining",
                        "urn:sentiment:problem:method-not-allowed",
                        "urn:sentiment:problem:not-acceptable",
                        "urn:sentiment:problem:request-timeout",
                        "urn:sentiment:problem:conflict",
                        "urn:sentiment:problem:version-gone",
                        "urn:sentiment:problem:body-too-large",
                        "urn:sentiment:problem:unsupported-media-type",
                        "urn:sentiment:problem:unusable-request",
                        "urn:sentiment:problem:missing-texts",
                        "urn:sentiment:problem:empty-text",
                        "urn:sentiment:problem:too-many-texts",
                        "urn:sentiment:problem:text-too-long",
                        "urn:sentiment:problem:too-many-sentences",
                        "urn:sentiment:problem:sentences-in-stream",
                        "urn:sentiment:problem:too-many-tokens",
                        "urn:sentiment:problem:unknown-units",
                        "urn:sentiment:problem:unknown-method",
                        "urn:sentiment:problem:line-too-long",
                        "urn:sentiment:problem:version-without-model",
                        "urn:sentiment:problem:stateless-model",
                        "urn:sentiment:problem:malformed-state",
                        "urn:sentiment:problem:changed-state",
                        "urn:sentiment:problem:foreign-state",
                        "urn:sentiment:problem:state-of-another-version",
                        "urn:sentiment:problem:too-many-failures",
                        "urn:sentiment:problem:internal-error",
                        "urn:sentiment:problem:queue-full",
                        "urn:sentiment:problem:too-many-streams",
                        "urn:sentiment:problem:deadline-exceeded",
                        "urn:sentiment:problem:not-ready",
                        "urn:sentiment:problem:storage-unavailable");
    }

    @Test
    void aWaitIsRoundedUpToSeconds() {
        Problem problem = Problem.of(ProblemType.QUEUE_FULL, "Full.");

        assertThat(retryAfter(problem.retryAfter(Duration.ofMillis(1)))).isEqualTo("1");
        assertThat(retryAfter(problem.retryAfter(Duration.ofSeconds(2)))).isEqualTo("2");
        assertThat(retryAfter(problem.retryAfter(Duration.ofMillis(2_001)))).isEqualTo("3");
        assertThat(problem.response().getHeaders().containsHeader(HttpHeaders.RETRY_AFTER))
                .isFalse();
    }

    @Test
    void aStatusThatNobodyNamedKeepsItsMeaning() {
        assertThat(ProblemType.of(404)).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(ProblemType.of(422)).isEqualTo(ProblemType.UNUSABLE_REQUEST);
        assertThat(ProblemType.of(503)).isEqualTo(ProblemType.NOT_READY);
        assertThat(ProblemType.of(431)).isEqualTo(ProblemType.BAD_REQUEST);
        assertThat(ProblemType.of(501)).isEqualTo(ProblemType.BAD_REQUEST);
        assertThat(ProblemType.of(505)).isEqualTo(ProblemType.BAD_REQUEST);
        assertThat(ProblemType.of(502)).isEqualTo(ProblemType.INTERNAL_ERROR);
    }

    private static String retryAfter(Problem problem) {
        return String.valueOf(problem.response().getHeaders().getFirst(HttpHeaders.RETRY_AFTER));
    }
}
