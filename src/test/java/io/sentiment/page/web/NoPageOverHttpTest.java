package io.sentiment.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.prediction.web.HttpTest;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "sentiment.page.enabled=false")
class NoPageOverHttpTest extends HttpTest {

    @Test
    void withoutThePageThereIsNoWayToSignInEither() throws Exception {
        assertProblem(get("/"), 404, "not-found");
        assertProblem(get("/page/x/lib/lit-html/lit-html.js"), 404, "not-found");
        assertProblem(get("/api/v1/session"), 404, "not-found");
        assertProblem(
                send(request("/api/v1/session", "Authorization", "Bearer correct-horse")
                        .POST(HttpRequest.BodyPublishers.noBody())),
                404,
                "not-found");
        assertProblem(get("/api/v1/admin/audit", "Cookie", "session=x"), 401, "unauthorized");
        assertThat(get("/api/v1/admin/audit", "Authorization", "Bearer correct-horse")
                        .statusCode())
                .isEqualTo(200);
    }
}
