package io.sentiment.page.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.sentiment.SentimentApplication;
import java.io.IOException;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A real browser on the real service with the shipped models, of which the English one has a second version. Whatever a
 * test does, nothing may be written to the console as an error, and no request may leave the service.
 */
@SpringBootTest(
        classes = SentimentApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "sentiment.security.admin-token=" + BrowserTest.TOKEN)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BrowserTest.NeedsChromium
@SuppressWarnings("NullAway.Init")
abstract class BrowserTest {

    /** Inherited by the classes of tests, as JUnit's own annotation is not. */
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @EnabledIf(
            value = "io.sentiment.page.web.BrowserTest#aChromiumIsHere",
            disabledReason = "There is no /usr/bin/chromium to try the page in; Debian's package chromium brings it.")
    @interface NeedsChromium {}

    static final String TOKEN = "correct-horse";
    static final int WIDE = 1280;
    static final int PHONE = 390;

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final int HEIGHT = 900;

    /** For machines that have much else to do. */
    private static final int PATIENCE_MILLISECONDS = 60_000;

    /** Of answers that a test provokes; Chromium says so of each, whatever the page makes of it. */
    private static final String REFUSED = "Failed to load resource";

    @LocalServerPort
    private int port;

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private Playwright playwright;
    private Browser browser;

    @DynamicPropertySource
    static void folder(DynamicPropertyRegistry properties) {
        properties.add("sentiment.data-directory", () -> {
            try {
                return Files.createTempDirectory("sentiment").toString();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static boolean aChromiumIsHere() {
        return Files.isExecutable(CHROMIUM);
    }

    @BeforeAll
    void open() throws Exception {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run")));
        waitUntilReady();
        importSecondVersion();
    }

    @AfterAll
    void close() {
        browser.close();
        playwright.close();
    }

    @AfterEach
    void nothingWentWrong() {
        browser.contexts().forEach(BrowserContext::close);
        List<String> seen = List.copyOf(faults);
        faults.clear();
        assertThat(seen).isEmpty();
    }

    /** A view in a language, in a window of its own. */
    Page visit(String view, String language, int width, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, HEIGHT)
                .setColorScheme(scheme)
                .setLocale(language.equals("zh") ? "zh-CN" : "en-GB")
                .setAcceptDownloads(true));
        context.setDefaultTimeout(PATIENCE_MILLISECONDS);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith(REFUSED)) {
                faults.add("Console: " + message.text());
            }
        });
        context.onWebError(error -> faults.add("Script: " + error.error()));
        context.onDialog(dialog -> {
            faults.add("Dialog: " + dialog.message());
            dialog.dismiss();
        });
        context.onRequest(request -> {
            if (!request.url().startsWith(address("/"))
                    && !request.url().startsWith("blob:" + address("/"))
                    && !request.url().startsWith("data:")) {
                faults.add("Request: " + request.url());
            }
        });
        Page page = context.newPage();
        page.navigate(address("/#/" + language + "/" + view));
        page.waitForSelector("section:not([hidden]) h1");
        return page;
    }

    Page visit(String view) {
        return visit(view, "en", WIDE, ColorScheme.LIGHT);
    }

    /** The same, signed in. */
    Page visitSignedIn(String view, String language, int width, ColorScheme scheme) {
        Page page = visit(view, language, width, scheme);
        signIn(page);
        return page;
    }

    static void signIn(Page page) {
        Locator form = page.locator("form.signin:visible").first();
        if (!form.isVisible()) {
            page.locator("header button").click();
        }
        form.locator("input").fill(TOKEN);
        // Waits until the page is no longer busy with what it loads at first, when Enter does nothing.
        form.locator("button").click();
        page.waitForSelector("header button[title]");
    }

    /** The part of the page that one sees. */
    static Locator view(Page page) {
        return page.locator("section:not([hidden])");
    }

    String address(String path) {
        return "http://localhost:" + port + path;
    }

    HttpResponse<byte[]> call(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        request.header("Authorization", "Bearer " + TOKEN).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(address(path)));
    }

    private void waitUntilReady() {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> call(to("/actuator/health/readiness")).statusCode() == 200);
    }

    private void importSecondVersion() throws IOException, InterruptedException {
        String versions = "/api/v1/admin/models/reviews-en/versions";
        byte[] bundle = call(to(versions + "/1/bundle")).body();
        HttpResponse<byte[]> imported = call(to(versions)
                .header("Content-Type", "application/zip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bundle)));
        assertThat(imported.statusCode()).isEqualTo(201);
    }
}
