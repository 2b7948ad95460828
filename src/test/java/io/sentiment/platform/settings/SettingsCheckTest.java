package io.sentiment.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.model.ReplicaRoles;
import io.sentiment.platform.Limits;
import io.sentiment.storage.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Which names under {@code sentiment.} are settings: whatever Spring Boot binds is right, and nothing else. */
class SettingsCheckTest {

    @TempDir
    Path folder;

    private final ApplicationContextRunner service =
            new ApplicationContextRunner().withUserConfiguration(EverySetting.class);

    @Test
    void aPropertyThatIsNoSettingIsNamedWithTheNearest() {
        assertNearest(
                ApplicationContextRunner::withPropertyValues,
                Map.ofEntries(
                        Map.entry("sentiment.security.prediction", "sentiment.security.predictions"),
                        Map.entry("sentiment.limits.bdoy", "sentiment.limits.body"),
                        Map.entry("sentiment.limit.body", "sentiment.limits.body"),
                        Map.entry("sentiment.limits.text-per-request", "sentiment.limits.texts-per-request"),
                        Map.entry("sentiment.limits.textPerRequest", "sentiment.limits.texts-per-request"),
                        Map.entry("sentiment.Limits.BDOY", "sentiment.limits.body"),
                        Map.entry("sentiment.texts-per-request", "sentiment.limits.texts-per-request"),
                        Map.entry("sentiment.datadirectories", "sentiment.data-directory"),
                        Map.entry("sentiment.role", "sentiment.roles"),
                        Map.entry("sentiment.roles[0].name", "sentiment.roles[0]"),
                        Map.entry("sentiment.limits.body.bytes", "sentiment.limits.body"),
                        Map.entry("sentiment.security.token[0].name", "sentiment.security.tokens[0].name"),
                        Map.entry("sentiment.security.tokens[3].names", "sentiment.security.tokens[3].name"),
                        Map.entry("sentiment.security.tokens[12].sha265", "sentiment.security.tokens[12].sha256"),
                        Map.entry("sentiment.security.tokens.name", "sentiment.security.tokens[0].name"),
                        Map.entry("sentiment.security.scopes.clients", "sentiment.security.scopes.client"),
                        Map.entry("sentiment.security.scope.admin", "sentiment.security.scopes.admin"),
                        Map.entry("sentiment.models.folow-interval", "sentiment.models.follow-interval"),
                        Map.entry("sentiment.example.nested.numbr", "sentiment.example.nested.number"),
                        Map.entry("sentiment.example.more[7].numbr", "sentiment.example.more[7].number"),
                        Map.entry("sentiment.streaming", "sentiment.streaming.max-streams")));
    }

    @Test
    void aVariableThatIsNoSettingIsNamedWithTheNearest() {
        assertNearest(
                (runner, variables) -> runner.withInitializer(environment(Arrays.stream(variables)
                        .map(variable -> variable.split("=", 2))
                        .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1])))),
                Map.of(
                        "SENTIMENT_SECURITY_PREDICTION", "SENTIMENT_SECURITY_PREDICTIONS",
                        "SENTIMENT_LIMITS_TEXT_PER_REQUEST", "SENTIMENT_LIMITS_TEXTS_PER_REQUEST",
                        "SENTIMENT_LIMITS_TEXTS_PERREQUEST", "SENTIMENT_LIMITS_TEXTS_PER_REQUEST",
                        "sentiment_limits_texts_per_request", "SENTIMENT_LIMITS_TEXTS_PER_REQUEST",
                        "SENTIMENT_SECURITY_TOKENS_1_ROLES", "SENTIMENT_SECURITY_TOKENS_1_ROLE",
                        "SENTIMENT_SECURITY_TOKEN_2_ROLE", "SENTIMENT_SECURITY_TOKENS_2_ROLE",
                        "SENTIMENT_ROLE", "SENTIMENT_ROLES",
                        "SENTIMENT_PORT", "SENTIMENT_ROLES",
                        "SENTIMENT_LIMITS_PORT", "SENTIMENT_LIMITS_BODY"));
    }

    private void assertNearest(
            BiFunction<ApplicationContextRunner, String[], ApplicationContextRunner> with,
            Map<String, String> nearest) {
        String[] settings =
                nearest.keySet().stream().map(name -> name + "=8080").toArray(String[]::new);
        String[] sentences = nearest.entrySet().stream()
                .map(names ->
                        "There is no setting '" + names.getKey() + "' (): the nearest is '" + names.getValue() + "'.")
                .toArray(String[]::new);
        with.apply(service, settings).run(context -> {
            assertThat(context).getFailure().isInstanceOf(UnknownSettingsException.class);
            String message = Objects.requireNonNull(context.getStartupFailure()).toString();
            assertThat(message.replaceFirst("^[\\w.]+: ", "").lines().map(line -> line.replaceFirst("\\(.*\\)", "()")))
                    .containsExactlyInAnyOrder(sentences);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sentiment.limits.texts-per-request",
                "sentiment.limits.textsPerRequest",
                "sentiment.limits.texts_per_request",
                "sentiment.limits.textsperrequest",
                "sentiment.limits.TEXTS_PER_REQUEST",
                "SENTIMENT.LIMITS.TEXTSPERREQUEST",
            })
    void whateverSpringBootBindsIsRight(String property) {
        service.withPropertyValues(property + "=7")
                .run(context -> assertThat(context.getBean(Limits.class).textsPerRequest())
                        .isEqualTo(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SENTIMENT_LIMITS_TEXTS_PER_REQUEST",
                "SENTIMENT_LIMITS_TEXTSPERREQUEST",
                "sentiment_limits_textsperrequest",
                "sentiment.limits.texts-per-request",
                "sentiment.limits.textsPerRequest",
            })
    void whateverSpringBootBindsOfTheEnvironmentIsRight(String variable) {
        service.withInitializer(environment(Map.of(variable, "7")))
                .run(context -> assertThat(context.getBean(Limits.class).textsPerRequest())
                        .isEqualTo(7));
    }

    @Test
    void listsAndMapsAreBoundFromPropertiesAndVariables() {
        service.withPropertyValues(
                        "sentiment.example.more[0].number=5",
                        "sentiment.example.labels.any.thing=1",
                        "sentiment.example.labels[any/thing]=2",
                        "sentiment.example.nested.number=3")
                .withInitializer(environment(Map.of(
                        "SENTIMENT_SECURITY_TOKENS_0_SHA256", "0",
                        "SENTIMENT_ROLES_0", "serve",
                        "SENTIMENT_EXAMPLE_LABELS_OTHER", "4")))
                .run(context -> {
                    assertThat(context.getBean(ReplicaRoles.class).train()).isFalse();
                    assertThat(context.getBean(Example.class).nested().number()).isEqualTo(3);
                    assertThat(context.getBean(Example.class).labels())
                            .containsOnlyKeys("any.thing", "any/thing", "other");
                });
    }

    @Test
    void aHeadingThatNothingStandsUnderIsNoMistake() {
        service.withPropertyValues("sentiment.limits=")
                .run(context -> assertThat(context).hasNotFailed());
        service.withPropertyValues("sentiment.limit=")
                .run(context -> assertThat(context).getFailure().hasMessageContaining("'sentiment.limit'"));
    }

    /** Of Services called sentiment, sentiment-service and sentiment-en, on ports with and without names. */
    @Test
    void whatKubernetesTellsOfServicesIsNoSetting() {
        Map<String, String> links = Map.ofEntries(
                Map.entry("SENTIMENT_SERVICE_HOST", "10.0.0.11"),
                Map.entry("SENTIMENT_SERVICE_PORT", "80"),
                Map.entry("SENTIMENT_SERVICE_PORT_HTTP", "80"),
                Map.entry("SENTIMENT_PORT", "tcp://10.0.0.11:80"),
                Map.entry("SENTIMENT_PORT_80_TCP", "tcp://10.0.0.11:80"),
                Map.entry("SENTIMENT_PORT_80_TCP_PROTO", "tcp"),
                Map.entry("SENTIMENT_PORT_80_TCP_PORT", "80"),
                Map.entry("SENTIMENT_PORT_8080_TCP_ADDR", "10.0.0.11"),
                Map.entry("SENTIMENT_SERVICE_SERVICE_HOST", "10.0.0.12"),
                Map.entry("SENTIMENT_SERVICE_SERVICE_PORT", "80"),
                Map.entry("SENTIMENT_SERVICE_SERVICE_PORT_HTTP", "80"),
                Map.entry("SENTIMENT_SERVICE_SERVICE_PORT_HTTP_MANAGEMENT", "8081"),
                Map.entry("SENTIMENT_SERVICE_PORT_80_TCP_ADDR", "10.0.0.12"),
                Map.entry("SENTIMENT_EN_PORT", "udp://10.0.0.13:53"),
                Map.entry("SENTIMENT_EN_PORT_53_UDP", "udp://10.0.0.13:53"));
        service.withInitializer(environment(links))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void everySourceIsLookedAtAndNoValueIsTold() throws Exception {
        Path tree = Files.createDirectories(folder.resolve("sentiment/security"));
        Files.writeString(tree.resolve("admin-tokn"), "from-a-tree");
        service.withSystemProperties("sentiment.limits.bodies=from-a-property")
                .withInitializer(context -> {
                    add(
                            context,
                            new SimpleCommandLinePropertySource("--sentiment.models.locations=a", "--sentiment_x=b"));
                    add(context, new ConfigTreePropertySource("tree", folder));
                })
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageNotContainingAny("from-a-tree", "from-a-property")
                        .message()
                        .contains(
                                "'sentiment.models.locations' (on the command line)",
                                "'sentiment_x' (on the command line)",
                                "'sentiment.limits.bodies' (in the system properties)",
                                "'sentiment.security.admin-tokn'",
                                "admin-tokn")
                        .hasLineCount(4));
    }

    @Test
    void otherNamesAreNoneOfOurs() {
        service.withPropertyValues("sentiments.limits.body=1", "spring.sentiment.x=1", "sentiment=1")
                .withInitializer(environment(Map.of("SENTIMENT", "1", "SENTIMENTS_X", "1", "MY_SENTIMENT_X", "1")))
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static ApplicationContextInitializer<ConfigurableApplicationContext> environment(
            Map<String, String> variables) {
        return context ->
                add(context, new SystemEnvironmentPropertySource("test-systemEnvironment", Map.copyOf(variables)));
    }

    private static void add(ConfigurableApplicationContext context, PropertySource<?> source) {
        context.getEnvironment().getPropertySources().addFirst(source);
    }

    /** All settings of the service, and those of a class that nothing else names. */
    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan(basePackageClasses = {io.sentiment.SentimentApplication.class, Example.class})
    @Import(SettingsCheck.class)
    static class EverySetting {}

    @ConfigurationProperties("sentiment.example")
    record Example(Map<String, String> labels, Nested nested, List<Nested> more) {

        record Nested(int number) {}
    }

    /** So that the import of the setting's class is no accident. */
    @Test
    void theSettingsAreThoseOfTheService() {
        service.run(context -> assertThat(context).hasSingleBean(DataDirectory.Location.class));
    }
}
