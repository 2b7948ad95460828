package io.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.sentiment.page.ConditionalOnPage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Conditional;

class PreparedBeansTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sentiment.roles",
                "SENTIMENT_ROLES",
                "server.port",
                "SERVER_PORT",
                "logging.level.io.sentiment",
                "user.home",
                "PATH",
                "JAVA_HOME"
            })
    void aSettingOfThisServiceAndWhatIsNoSettingChangeNoBean(String name) {
        assertThat(PreparedBeans.changesNoBean(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.datasource.url",
                "SPRING_DATASOURCE_URL",
                "spring.security.oauth2.resourceserver.jwt.issuer-uri",
                "MANAGEMENT_SERVER_PORT",
                "server.ssl.bundle",
                "springdoc.api-docs.enabled",
                "db-scheduler.enabled",
                "DB_SCHEDULER_ENABLED",
                "SPRING_APPLICATION_JSON",
                "debug",
                "SENTIMENT_PAGE_ENABLED"
            })
    void aSettingOfALibraryMayChangeBeans(String name) {
        assertThat(PreparedBeans.changesNoBean(name)).isFalse();
    }

    /** The build decides for all starts which beans there are: whoever adds a condition names its setting in PreparedBeans. */
    @Test
    void noOtherBeanOfOursDependsOnASetting() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("io.sentiment");

        assertThat(Stream.concat(
                                classes.stream()
                                        .filter(type -> type.isMetaAnnotatedWith(Conditional.class))
                                        .filter(type -> !type.isEquivalentTo(ConditionalOnPage.class))
                                        .filter(type -> !type.isAnnotatedWith(ConditionalOnPage.class)),
                                classes.stream()
                                        .flatMap(type -> type.getMethods().stream())
                                        .filter(method -> method.isMetaAnnotatedWith(Conditional.class)))
                        .map(place -> ((HasDescription) place).getDescription()))
                .containsExactlyInAnyOrder(
                        "Class <io.sentiment.platform.security.SignInConfiguration>",
                        "Method <io.sentiment.storage.DatabaseConfiguration.embeddedDatabase(io.sentiment.storage.DataDirectory)>");
    }

    /** What classes are compiled to here may be older than they are. */
    @Test
    void outsideAJarAStartLooksForItsBeans() {
        assertThat(PreparedBeans.fit()).isFalse();
    }
}
