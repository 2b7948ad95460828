package io.sentiment.page.web;

import io.sentiment.page.ConditionalOnPage;
import io.sentiment.page.PageFile;
import io.sentiment.page.PageFiles;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.Route;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the page. It uses nothing but the calls that everyone has. */
@RestController
@ConditionalOnPage
@Hidden
class PageController {

    private static final String ROOT = "/";
    private static final String FILES = "/page/{edition}/{*name}";
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final String GZIP = "gzip";
    private static final char SLASH = '/';

    private final PageFiles files;

    PageController(PageFiles files) {
        this.files = files;
    }

    @Bean
    static Route pageRoute() {
        return Route.forAnyone(ROOT, "/page/**");
    }

    /** The document, which browsers ask for each time: it names the edition of everything else. */
    @GetMapping(ROOT)
    ResponseEntity<byte[]> document(
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String codings) {
        ResponseEntity.BodyBuilder response = ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .eTag("W/\"" + files.edition() + "\"")
                .header("Content-Security-Policy", files.contentSecurityPolicy());
        return body(response, files.document(), codings);
    }

    /**
     * A file of the page or of a library. One of another edition, which a replica of another release has named, is given
     * as it is here, but not to be kept.
     */
    @GetMapping(FILES)
    ResponseEntity<byte[]> file(
            @PathVariable String edition,
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String codings) {
        PageFile file = files.find(StringUtils.trimLeadingCharacter(name, SLASH))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "There is nothing at this path.")
                        .asException());
        CacheControl kept = edition.equals(files.edition()) ? FOR_EVER : CacheControl.noStore();
        return body(ResponseEntity.ok().cacheControl(kept), file, codings);
    }

    private static ResponseEntity<byte[]> body(
            ResponseEntity.BodyBuilder response, PageFile file, @Nullable String codings) {
        response.contentType(file.type()).varyBy(HttpHeaders.ACCEPT_ENCODING);
        if (codings == null || !codings.contains(GZIP)) {
            return response.body(file.plain());
        }
        return response.header(HttpHeaders.CONTENT_ENCODING, GZIP).body(file.gzipped());
    }
}
