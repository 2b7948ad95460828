package io.sentiment.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void metricsAreFoundAmongLabelsFunctionsAndNumbers() {
        assertThat(Metrics.of(
                        "histogram_quantile(0.99, sum by (le, model) (rate(a_seconds_bucket{pod=~\"x-.*\"}[5m]))) > 1"))
                .containsExactly("a_seconds_bucket");
        assertThat(Metrics.of("a_total{reason=\"b\"} / on (pod) c:d and sum(e)"))
                .containsExactly("a_total", "c:d", "e");
        assertThat(Metrics.of("label_values(f{namespace=\"g\"}, pod)")).containsExactly("f");
    }

    @Test
    void seriesAreReadFromAnExposition() {
        assertThat(Metrics.exposedIn(List.of("# HELP a b", "a_total{x=\"y\"} 1.0", "", "c 2.0")))
                .containsExactly("a_total", "c");
    }
}
