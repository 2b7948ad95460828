package io.sentiment.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

@ExtendWith(OutputCaptureExtension.class)
class AdminTokenTest {

    @Test
    void onlyTheConfiguredTokenIsGranted(CapturedOutput output) {
        AdminToken token = new AdminToken(new SecurityProperties("secret"));

        assertThat(grants(token, "Bearer secret")).isTrue();
        assertThat(grants(token, "Bearer secre")).isFalse();
        assertThat(grants(token, "Bearer secret2")).isFalse();
        assertThat(grants(token, null)).isFalse();
        assertThat(output).doesNotContain("secret");
    }

    @Test
    void aTokenIsMadeAndPrintedWhenNoneIsConfigured(CapturedOutput output) {
        AdminToken token = new AdminToken(new SecurityProperties(null));

        Matcher printed = Pattern.compile("is not set: ([\\w-]{43})\\s").matcher(output);
        assertThat(printed.find()).isTrue();
        assertThat(grants(token, "Bearer " + printed.group(1))).isTrue();
    }

    @Test
    void aBlankTokenOpensNothing() {
        AdminToken token = new AdminToken(new SecurityProperties(" "));

        assertThat(grants(token, "Bearer ")).isFalse();
        assertThat(grants(token, "Bearer  ")).isFalse();
    }

    @Test
    void settingsDoNotShowTheToken() {
        assertThat(new SecurityProperties("secret")).hasToString("SecurityProperties[adminToken=set]");
    }

    private static boolean grants(AdminToken token, @Nullable String authorization) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        if (authorization != null) {
            request.addHeader("Authorization", authorization);
        }
        return token.authorize(() -> null, new RequestAuthorizationContext(request))
                .isGranted();
    }
}
