package io.sentiment.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.platform.security.ApiTokens.Token;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ApiTokensTest {

    @Test
    void onlyAWholeTokenIsFound(CapturedOutput output) {
        ApiTokens tokens =
                new ApiTokens(List.of(new Token("ci", Role.CLIENT, TokenHash.of("hush")), Token.admin("secret")));

        assertThat(tokens.find("hush")).map(Token::name).hasValue("ci");
        assertThat(tokens.find("secret")).map(Token::name).hasValue("admin-token");
        assertThat(tokens.find("secre")).isEmpty();
        assertThat(tokens.find("secret2")).isEmpty();
        assertThat(tokens.find("")).isEmpty();
        assertThat(tokens.find(TokenHash.of("secret").toString())).isEmpty();
        assertThat(output).doesNotContain("secret", "hush");
    }

    @Test
    void aTokenIsMadeAndPrintedWhenNoneIsConfigured(CapturedOutput output) {
        ApiTokens tokens = ApiTokens.withPrintedAdminToken(List.of());

        Matcher printed =
                Pattern.compile("none is configured .*: ([\\w-]{43})\\s").matcher(output);
        assertThat(printed.find()).isTrue();
        assertThat(tokens.find(printed.group(1))).map(Token::role).hasValue(Role.ADMIN);
    }

    @Test
    void aBlankTokenIsNone() {
        assertThat(Settings.tokens(Map.of("sentiment.security.admin-token", " ")))
                .isEmpty();
    }

    @Test
    void anAdminIsAClientTooAndNotTheOtherWayRound() {
        assertThat(Role.ADMIN.authorities()).extracting(Object::toString).containsExactly("ROLE_CLIENT", "ROLE_ADMIN");
        assertThat(Role.CLIENT.authorities()).extracting(Object::toString).containsExactly("ROLE_CLIENT");
    }
}
