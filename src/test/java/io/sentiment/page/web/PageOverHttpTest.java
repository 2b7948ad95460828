package io.sentiment.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.prediction.web.HttpTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class PageOverHttpTest extends HttpTest {

    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("/page/[0-9a-f]{16}/[^\"]+");

    @Test
    void theDocumentAllowsNothingButThisServiceAndItsOwnImportMap() throws Exception {
        HttpResponse<String> document = get("/");

        Matcher importMap = IMPORT_MAP.matcher(document.body());
        assertThat(importMap.find()).isTrue();
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(importMap.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(document.headers().firstValue("Content-Security-Policy"))
                .hasValue("default-src 'none'; script-src 'self' 'sha256-"
                        + Base64.getEncoder().encodeToString(hash)
                        + "'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action"
                        + " 'self'; frame-ancestors 'none'");
        assertThat(document.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    }

    @Test
    void eachFileThatTheDocumentNamesIsThereAndKeptForEver() throws Exception {
        Matcher file = FILE.matcher(get("/").body());

        int files = 0;
        while (file.find()) {
            HttpResponse<String> response = get(file.group());
            assertThat(response.statusCode()).as(file.group()).isEqualTo(200);
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("max-age=31536000, public, immutable");
            files++;
        }
        assertThat(files).isGreaterThan(3);
    }

    @Test
    void browsersThatHaveTheDocumentAreToldSo() throws Exception {
        String tag = get("/").headers().firstValue("ETag").orElseThrow();

        assertThat(get("/", "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void filesAreCompressedForThoseWhoTakeIt() throws Exception {
        String path = "/page/other/lib/lit-html/lit-html.js";
        HttpResponse<byte[]> gzipped =
                download(request(path, "Accept-Encoding", "gzip, br").GET());

        assertThat(gzipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(gzipped.body())).readAllBytes();
        assertThat(new String(unpacked, StandardCharsets.UTF_8))
                .isEqualTo(get(path).body());
        assertThat(gzipped.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void whatIsNoFileOfThePageIsNotFound() throws Exception {
        for (String path : new String[] {
            "/page/x/missing.js",
            "/page/app.js",
            "/page/x/../application.yaml",
            "/page/x/%2e%2e/%2e%2e/application.yaml"
        }) {
            assertThat(get(path).statusCode()).as(path).isIn(400, 404);
        }
    }
}
