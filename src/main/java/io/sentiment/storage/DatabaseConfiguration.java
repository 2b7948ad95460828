package io.sentiment.storage;

import java.time.Clock;
import java.util.Map;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The database: that of {@code spring.datasource.url}, or else the embedded one. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    @Conditional(NoDatabaseIsNamed.class)
    JdbcConnectionDetails embeddedDatabase(DataDirectory data) {
        return new EmbeddedDatabase(data);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    FlywayConfigurationCustomizer dialect(JdbcConnectionDetails database) {
        Map<String, String> words = SqlDialect.of(database.getJdbcUrl()).placeholders();
        return flyway -> flyway.placeholders(words);
    }
}
