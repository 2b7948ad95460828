package io.sentiment.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** JWTs beside API tokens. */
@DirtiesContext // Its issuer ends with it.
@TestPropertySource(
        properties = {
            "spring.security.oauth2.resourceserver.jwt.audiences=sentiment",
            "sentiment.security.scopes.admin=sentiment.operate"
        })
class IssuerOverHttpTest extends SecuredTest {

    private static final Issuer ISSUER = new Issuer();

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
    }

    @AfterAll
    static void close() {
        ISSUER.close();
    }

    @Test
    void scopesAreRoles() throws Exception {
        String client = token(Map.of("sub", "alice", "scope", "openid sentiment.client"));
        String admin = token(Map.of("sub", "bob", "scope", "sentiment.operate"));
        String neither = token(Map.of("sub", "carol", "scope", "sentiment.admin email"));

        assertThat(predict(client).statusCode()).isEqualTo(200);
        assertProblem(caller(client), 403, "forbidden");
        assertThat(predict(admin).statusCode()).isEqualTo(200);
        assertThat(caller(admin).body()).isEqualTo("jwt:bob");
        assertProblem(predict(neither), 403, "forbidden");
        assertOpenInferenceError(post(INFER, TENSOR, "Authorization", "Bearer " + neither), 403);
    }

    @Test
    void predictionsAreClosedOnceThereIsAnIssuerAndApiTokensGoOn() throws Exception {
        assertProblem(post(PREDICTIONS, TEXTS), 401, "unauthorized");
        assertProblem(post(FEEDBACK, "{}"), 401, "unauthorized");
        assertThat(predict("correct-horse").statusCode()).isEqualTo(200);
        assertThat(caller("correct-horse").body()).isEqualTo("admin-token");
    }

    @Test
    void scopesMayBeAListAndTheSubjectAClient() throws Exception {
        String program = token(Map.of("client_id", "nightly", "scp", List.of("sentiment.operate")));

        assertThat(caller(program).body()).isEqualTo("jwt:nightly");
    }

    @Test
    void accessTokensOfRfc9068AreTaken() throws Exception {
        String token = ISSUER.token(
                new JOSEObjectType("at+jwt"),
                ISSUER.key(),
                Map.of("aud", "sentiment", "sub", "bob", "scope", "sentiment.operate"));

        assertThat(caller(token).body()).isEqualTo("jwt:bob");
    }

    @Test
    void aJwtThatIsNotAsItShouldBeIsWrong() throws Exception {
        Map<String, String> admin = Map.of("aud", "sentiment", "sub", "mallory", "scope", "sentiment.operate");
        String good = ISSUER.token(admin);
        assertThat(caller(good).statusCode()).isEqualTo(200);

        assertWrong(ISSUER.token(JOSEObjectType.JWT, Issuer.newKey(ISSUER.key().getKeyID()), admin));
        assertWrong(ISSUER.token(JOSEObjectType.JWT, Issuer.newKey("unknown"), admin));
        assertWrong(ISSUER.token(Map.of("aud", "another", "scope", "sentiment.operate")));
        assertWrong(token(Map.of("iss", "http://localhost:1", "scope", "sentiment.operate")));
        assertWrong(token(Map.of("exp", Date.from(Instant.now().minusSeconds(3600)), "scope", "sentiment.operate")));
        assertWrong(good.substring(0, good.lastIndexOf('.') + 1));
        assertWrong(unsigned(good));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a.b.c", "e30.e30.", "no-jwt-at-all"})
    void whatIsNoJwtIsWrong(String token) throws Exception {
        assertWrong(token);
    }

    @Test
    void aNewKeyOfTheIssuerIsFetchedAndAnIssuerThatFailsIsNoFaultOfTheCaller() throws Exception {
        ISSUER.changeKey("second");
        String token = token(Map.of("sub", "bob", "scope", "sentiment.operate"));
        ISSUER.setReachable(false);
        double unreachable = failures("issuer-unreachable");
        double wrong = failures("wrong-token");
        HttpResponse<String> later = caller(token);

        assertProblem(later, 503, "not-ready");
        assertThat(later.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(failures("issuer-unreachable")).isEqualTo(unreachable + 1);
        assertThat(failures("wrong-token")).isEqualTo(wrong);
        assertThat(caller("correct-horse").statusCode()).isEqualTo(200);

        ISSUER.setReachable(true);
        assertThat(caller(token).body()).isEqualTo("jwt:bob");
    }

    private void assertWrong(String token) throws Exception {
        HttpResponse<String> response = caller(token);
        assertThat(assertProblem(response, 401, "unauthorized").path("detail").asString())
                .isEqualTo("The bearer token is unknown or has expired.");
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    private static String token(Map<String, ?> claims) {
        Map<String, Object> all = new HashMap<>(claims);
        all.put("aud", "sentiment");
        return ISSUER.token(all);
    }

    private static String unsigned(String jwt) {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        return header + jwt.substring(jwt.indexOf('.'), jwt.lastIndexOf('.') + 1);
    }
}
