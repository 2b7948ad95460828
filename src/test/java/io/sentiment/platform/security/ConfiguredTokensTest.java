package io.sentiment.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sentiment.platform.security.ApiTokens.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

class ConfiguredTokensTest {

    private static final String LIST = "sentiment.security.tokens";

    /** The SHA-256 of "abc", from FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void tokensAreReadInOrderAndThePlainOneComesLast() {
        List<Token> tokens = Settings.tokens(Map.of(
                LIST + "[0].name",
                "ci",
                LIST + "[0].role",
                "client",
                LIST + "[0].sha256",
                ABC.toUpperCase(Locale.ROOT),
                LIST + "[1].name",
                "ops",
                LIST + "[1].role",
                "admin",
                LIST + "[1].sha256",
                "0".repeat(64),
                "sentiment.security.admin-token",
                " plain "));

        assertThat(tokens).extracting(Token::name).containsExactly("ci", "ops", "admin-token");
        assertThat(tokens).extracting(Token::role).containsExactly(Role.CLIENT, Role.ADMIN, Role.ADMIN);
        assertThat(tokens.get(0).hash().matches(TokenHash.of("abc"))).isTrue();
        assertThat(tokens.get(0).hash()).hasToString(ABC);
        assertThat(tokens.get(2).hash().matches(TokenHash.of("plain"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "role, , tokens[0].role must be set.",
        "name, , tokens[0].name must be set.",
        "sha256, , tokens[0].sha256 must be set.",
        "sha256, the-token-itself, as 64 hexadecimal digits.",
        "sha256, ba7816bf, as 64 hexadecimal digits.",
        "name, with space, 'letters of the English alphabet, digits, dots, hyphens or underscores.'",
        "name, admin-token, because sentiment.security.admin-token goes by that name."
    })
    void whatIsWrongWithATokenIsSaidWithoutItsValue(String property, String value, String message) {
        Map<String, String> properties =
                new HashMap<>(Map.of(LIST + "[0].name", "ci", LIST + "[0].role", "client", LIST + "[0].sha256", ABC));
        if (value == null) {
            properties.remove(LIST + "[0]." + property);
        } else {
            properties.put(LIST + "[0]." + property, value);
        }

        assertThatExceptionOfType(UnusableSettingsException.class)
                .isThrownBy(() -> Settings.tokens(properties))
                .withMessageStartingWith(LIST + "[0]." + property)
                .withMessageEndingWith(message)
                .withMessageNotContaining("the-token-itself");
    }

    @Test
    void twoTokensHaveTwoNamesAndTwoHashes() {
        Map<String, String> properties = new HashMap<>(Map.of(
                LIST + "[0].name", "ci",
                LIST + "[0].role", "client",
                LIST + "[0].sha256", ABC,
                LIST + "[1].name", "ci",
                LIST + "[1].role", "admin",
                LIST + "[1].sha256", "0".repeat(64)));
        assertThatExceptionOfType(UnusableSettingsException.class)
                .isThrownBy(() -> Settings.tokens(properties))
                .withMessage("sentiment.security.tokens[1].name must differ from that of sentiment.security.tokens[0],"
                        + " because both are 'ci'.");

        properties.put(LIST + "[1].name", "ops");
        properties.put(LIST + "[1].sha256", ABC);
        assertThatExceptionOfType(UnusableSettingsException.class)
                .isThrownBy(() -> Settings.tokens(properties))
                .withMessage("sentiment.security.tokens[1] must be another token than sentiment.security.tokens[0].");

        properties.put(LIST + "[1].sha256", "0".repeat(64));
        properties.put("sentiment.security.admin-token", "abc");
        assertThatExceptionOfType(UnusableSettingsException.class)
                .isThrownBy(() -> Settings.tokens(properties))
                .withMessage("sentiment.security.admin-token must be another token than sentiment.security.tokens[0].");
    }

    @Test
    void theStartSaysWhatToCorrect() {
        FailureAnalysis analysis = new UnusableSettingsException.Analyzer()
                .analyze(new IllegalStateException(new UnusableSettingsException("x must be set.")));

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).isEqualTo("x must be set.");
        assertThat(analysis.getAction()).contains("'token'");
    }

    @Test
    void settingsDoNotShowTokensOrHashes() {
        SecurityProperties settings = Settings.of(
                Map.of("sentiment.security.admin-token", "secret", LIST + "[0].name", "ci", LIST + "[0].sha256", ABC));

        assertThat(settings).hasToString("SecurityProperties[adminToken=set, tokens=[ci], predictions=null]");
    }
}
