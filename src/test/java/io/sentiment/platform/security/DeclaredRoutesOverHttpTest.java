package io.sentiment.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.platform.Route;
import io.sentiment.platform.security.DeclaredRoutesOverHttpTest.Calls;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a web package declares of its routes holds for them, and a call that it does not declare stays away. */
@Import(Calls.class)
@TestPropertySource(properties = "sentiment.security.predictions=client")
class DeclaredRoutesOverHttpTest extends SecuredTest {

    private static final String[] ADMIN = {"Authorization", "Bearer correct-horse"};

    /** More than the 4 KB that a body may have in these tests. */
    private static final String LONG = "\"" + "x".repeat(5_000) + "\"";

    @Test
    void aCallThatNobodyDeclaresDoesNotExist() throws Exception {
        assertProblem(get("/test/undeclared"), 404, "not-found");
        assertProblem(get("/test/undeclared", ADMIN), 404, "not-found");
    }

    @Test
    void aRouteForAnyoneIsOpen() throws Exception {
        assertThat(get("/test/open").body()).isEqualTo("open");
    }

    @Test
    void aRouteForClientsNeedsTheirRole() throws Exception {
        assertProblem(get("/test/closed"), 401, "unauthorized");
        assertThat(get("/test/closed", ADMIN).body()).isEqualTo("closed");
    }

    @Test
    void errorsHaveTheDeclaredForm() throws Exception {
        assertOpenInferenceError(get("/test/protocol/nothing"), 404);
        assertProblem(get("/test/open/nothing"), 404, "not-found");
    }

    @Test
    void onlyARouteWithALimitOfItsOwnTakesLargeBodies() throws Exception {
        assertProblem(post("/api/v1/admin/test/limited", LONG, ADMIN), 413, "body-too-large");
        assertThat(post("/api/v1/admin/test/upload", LONG, ADMIN).body()).isEqualTo("5002");
        assertProblem(post("/api/v1/admin/test/upload", LONG), 401, "unauthorized");
    }

    /** The calls of a web package. */
    @TestConfiguration
    @RestController
    static class Calls {

        @Bean
        static Route openTestRoute() {
            return Route.forAnyone("/test/open/**");
        }

        @Bean
        static Route closedTestRoute() {
            return Route.forClients("/test/closed");
        }

        @Bean
        static Route protocolTestRoute() {
            return Route.forAnyone("/test/protocol/**").withOpenInferenceErrors();
        }

        @Bean
        static Route uploadTestRoute() {
            return Route.forAdministrators("/api/v1/admin/test/upload").withOwnBodyLimit();
        }

        @GetMapping("/test/undeclared")
        String undeclared() {
            return "undeclared";
        }

        @GetMapping("/test/open")
        String open() {
            return "open";
        }

        @GetMapping("/test/closed")
        String closed() {
            return "closed";
        }

        @PostMapping({"/api/v1/admin/test/upload", "/api/v1/admin/test/limited"})
        int length(@RequestBody String body) {
            return body.length();
        }
    }
}
