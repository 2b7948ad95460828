package io.sentiment.page.web;

import io.sentiment.page.ConditionalOnPage;
import io.sentiment.page.Session;
import io.sentiment.page.Sessions;
import io.sentiment.platform.Route;
import io.sentiment.platform.security.SignedIn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signs the page in and out. */
@RestController
@RequestMapping(Sessions.PATH)
@ConditionalOnPage
@Tag(name = "Session", description = "Signing in at the page. Programs send their token with each call instead.")
class SessionController {

    private final Sessions sessions;

    SessionController(Sessions sessions) {
        this.sessions = sessions;
    }

    @Bean
    static Route sessionRoute() {
        return Route.forAnyone(Sessions.PATH);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Tell who has signed in",
            description =
                    "Also sets the cookie `XSRF-TOKEN`, whose value calls with the cookie of a sign-in send back in"
                            + " the header `X-XSRF-TOKEN`.")
    @ApiResponse(responseCode = "200", description = "Who, or nobody")
    SessionResponse session(
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) @Nullable Authentication caller) {
        // The filters know better than the table whether the token is still good.
        return caller == null
                ? SessionResponse.NOBODY
                : sessions.session(request).map(SessionResponse::of).orElse(SessionResponse.NOBODY);
    }

    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Sign in",
            description = "Takes a bearer token once and answers with a cookie that stands for it for a while.")
    @SecurityRequirement(name = "bearer")
    @ApiResponse(responseCode = "200", description = "Who has signed in")
    @ApiResponse(responseCode = "401", description = "No token, or an unknown one")
    @ApiResponse(responseCode = "403", description = "The token has no role here")
    @ApiResponse(responseCode = "429", description = "Too many wrong tokens from this address; see `Retry-After`")
    ResponseEntity<SessionResponse> signIn(
            @Parameter(hidden = true) HttpServletRequest request, @Parameter(hidden = true) Authentication caller) {
        Sessions.Opened opened = sessions.open(SignedIn.of(caller), request);
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, opened.cookie().toString())
                .body(SessionResponse.of(opened.session()));
    }

    @DeleteMapping
    @Operation(summary = "Sign out", description = "Also where nobody has signed in.")
    @ApiResponse(responseCode = "204", description = "Nobody is signed in any more")
    @ApiResponse(responseCode = "403", description = "The header against forgery is missing")
    ResponseEntity<Void> signOut(@Parameter(hidden = true) HttpServletRequest request) {
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, sessions.close(request).toString())
                .build();
    }

    /**
     * Who has signed in.
     *
     * @param caller the name that the audit trail has; null for nobody
     * @param role client or admin; null for nobody
     * @param endsAt when the sign-in is over; null for nobody
     */
    @Schema(name = "Session")
    record SessionResponse(
            @Schema(description = "The name that the audit trail has.", example = "admin-token") @Nullable
            String caller,

            @Schema(description = "client or admin.", example = "admin") @Nullable
            String role,

            @Schema(description = "When the sign-in is over.") @Nullable
            Instant endsAt) {

        static final SessionResponse NOBODY = new SessionResponse(null, null, null);

        static SessionResponse of(Session session) {
            return new SessionResponse(
                    session.caller().name(), session.caller().role().toString(), session.ends());
        }
    }
}
