package io.sentiment.platform.security;

import io.sentiment.platform.security.ApiTokens.Token;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as the configuration would give them. */
final class Settings {

    private Settings() {}

    static SecurityProperties of(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("sentiment.security", SecurityProperties.class);
    }

    static List<Token> tokens(Map<String, String> properties) {
        return ConfiguredTokens.of(of(properties));
    }
}
