package io.sentiment.training.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

class TrainerPropertiesTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Properties.class);

    @Test
    void theDefaultsServeALaptop() {
        context.run(started -> assertThat(started.getBean(TrainerProperties.class))
                .isEqualTo(new TrainerProperties(
                        DataSize.ofGigabytes(1), DataSize.ofGigabytes(2), 0, 19, "auto", "auto")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sentiment.training.max-heap=63MB",
                "sentiment.training.max-native=1MB",
                "sentiment.training.threads=-1",
                "sentiment.training.niceness=20"
            })
    void whatCannotWorkIsRefusedAtStart(String property) {
        context.withPropertyValues(property)
                .run(failed -> assertThat(failed).hasFailed().getFailure().hasMessageContaining("sentiment.training"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(TrainerProperties.class)
    static class Properties {}
}
