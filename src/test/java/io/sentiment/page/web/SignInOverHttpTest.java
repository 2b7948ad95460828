package io.sentiment.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.prediction.web.HttpTest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The hash is that of "client-secret", as {@code sha256sum} prints it: with it predictions need a role. */
@TestPropertySource(
        properties = {
            "sentiment.security.tokens[0].name=ci",
            "sentiment.security.tokens[0].role=client",
            "sentiment.security.tokens[0].sha256=fdce8e4a65b70d186bd77cba2e0c580dcf1c6497da9f1b70eed849497e1f8ba2"
        })
class SignInOverHttpTest extends HttpTest {

    private static final String SESSION = "/api/v1/session";
    private static final String AUDIT = "/api/v1/admin/audit";
    private static final String CHAMPION = "/api/v1/admin/models/reviews-en/champion";
    private static final String FORGERY_COOKIE = "XSRF-TOKEN=chosen";

    @Autowired
    private JdbcClient jdbc;

    @Test
    void theCookieOfASignInStandsForTheTokenAndNoScriptReadsIt() throws Exception {
        HttpResponse<String> signedIn = signIn("correct-horse");

        assertThat(json(signedIn).path("caller").asString()).isEqualTo("admin-token");
        assertThat(json(signedIn).path("role").asString()).isEqualTo("admin");
        String cookie = setCookie(signedIn, "session");
        assertThat(cookie).contains("; Path=/", "; HttpOnly", "; SameSite=Strict", "; Max-Age=28800");
        assertThat(get(AUDIT, "Cookie", pair(cookie)).statusCode()).isEqualTo(200);
        assertThat(json(get(SESSION, "Cookie", pair(cookie))).path("caller").asString())
                .isEqualTo("admin-token");
        assertProblem(get(AUDIT), 401, "unauthorized");
        assertThat(json(get(SESSION)).path("caller").isNull()).isTrue();
    }

    @Test
    void aClientIsNoAdministratorThereEither() throws Exception {
        String cookie = pair(setCookie(signIn("client-secret"), "session"));

        assertProblem(get(AUDIT, "Cookie", cookie), 403, "forbidden");
        assertThat(predict(cookie + "; " + FORGERY_COOKIE, "chosen").statusCode())
                .isEqualTo(200);
        assertProblem(post(PREDICTIONS, "{\"texts\":[\"A film\"]}"), 401, "unauthorized");
    }

    @Test
    void aForgedRequestIsRefused() throws Exception {
        String cookie = pair(setCookie(signIn("correct-horse"), "session"));

        for (HttpResponse<String> forged : List.of(
                promote(cookie, "none"),
                promote(cookie + "; " + FORGERY_COOKIE, "guessed"),
                send(request(SESSION, "Cookie", cookie).DELETE()))) {
            assertThat(assertProblem(forged, 403, "forbidden").path("detail").asString())
                    .contains("X-XSRF-TOKEN");
        }
        assertThat(promote(cookie + "; " + FORGERY_COOKIE, "chosen").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theTokenAgainstForgeryComesWithTheQuestionWhoHasSignedIn() throws Exception {
        String forgery = setCookie(get(SESSION), "XSRF-TOKEN");

        assertThat(forgery).contains("; Path=/", "; SameSite=Strict").doesNotContain("HttpOnly");
    }

    @Test
    void signingOutForgetsTheSignInEverywhere() throws Exception {
        String cookie = pair(setCookie(signIn("correct-horse"), "session"));
        int rows = rows();

        HttpResponse<String> signedOut =
                send(request(SESSION, "Cookie", cookie + "; " + FORGERY_COOKIE, "X-XSRF-TOKEN", "chosen")
                        .DELETE());

        assertThat(signedOut.statusCode()).isEqualTo(204);
        assertThat(setCookie(signedOut, "session")).contains("Max-Age=0");
        assertThat(rows()).isEqualTo(rows - 1);
        assertThat(assertProblem(get(AUDIT, "Cookie", cookie), 401, "unauthorized")
                        .path("detail")
                        .asString())
                .isEqualTo("The sign-in is over; sign in again.");
    }

    @Test
    void aSignInIsOverWhenItsTokenIsNotConfiguredAnyMore() throws Exception {
        String cookie = pair(setCookie(signIn("correct-horse"), "session"));
        jdbc.sql("UPDATE page_session SET token_sha256 = 'of a token before'").update();

        assertProblem(get(AUDIT, "Cookie", cookie), 401, "unauthorized");
        assertThat(json(get(SESSION, "Cookie", cookie)).path("caller").isNull()).isTrue();
    }

    @Test
    void wrongTokensOpenNothingAndCountAsEverywhere() throws Exception {
        int rows = rows();
        double before = wrongTokens();

        assertProblem(signIn("wrong"), 401, "unauthorized");
        assertProblem(send(request(SESSION).POST(HttpRequest.BodyPublishers.noBody())), 401, "unauthorized");
        assertProblem(get(AUDIT, "Cookie", "session=wrong"), 401, "unauthorized");
        assertThat(rows()).isEqualTo(rows);
        assertThat(wrongTokens()).isEqualTo(before + 1);
    }

    @Test
    void callsWithATokenGetNoCookieAndNeedNoOtherToken() throws Exception {
        HttpResponse<String> read = get(AUDIT, "Authorization", "Bearer correct-horse");
        HttpResponse<String> written = send(promotion("Authorization", "Bearer correct-horse", "Cookie", "session=x"));

        assertThat(read.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(written.statusCode()).isEqualTo(200);
        assertThat(written.headers().allValues("Set-Cookie")).isEmpty();
    }

    private HttpResponse<String> signIn(String token) throws IOException, InterruptedException {
        return send(request(SESSION, "Authorization", "Bearer " + token).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> promote(String cookie, String forgeryToken) throws IOException, InterruptedException {
        return send(promotion("Cookie", cookie, "X-XSRF-TOKEN", forgeryToken));
    }

    private HttpRequest.Builder promotion(String... headers) {
        return request(CHAMPION, headers)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"version\":1}"));
    }

    private HttpResponse<String> predict(String cookie, String forgeryToken) throws IOException, InterruptedException {
        return post(PREDICTIONS, "{\"texts\":[\"A film\"]}", "Cookie", cookie, "X-XSRF-TOKEN", forgeryToken);
    }

    private double wrongTokens() throws IOException, InterruptedException {
        String series = "sentiment_security_failures_total{reason=\"wrong-token\"} ";
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    private int rows() {
        return jdbc.sql("SELECT COUNT(*) FROM page_session")
                .query(Integer.class)
                .single();
    }

    private static String setCookie(HttpResponse<String> response, String name) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .findFirst()
                .orElseThrow();
    }

    private static String pair(String setCookie) {
        return setCookie.substring(0, setCookie.indexOf(';'));
    }
}
