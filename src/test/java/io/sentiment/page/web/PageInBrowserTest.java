package io.sentiment.page.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.sentiment.training.gate.McNemar;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each view as a person drives it. */
@Timeout(600)
@SuppressWarnings("NullAway.Init")
class PageInBrowserTest extends BrowserTest {

    private static final List<String> LEVEL_AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final String MARKUP = "<img src=x onerror=alert(1)>";
    private static final double PATIENCE = 60_000;

    @Autowired
    private JdbcClient jdbc;

    @ParameterizedTest
    @CsvSource({"en,1280,LIGHT", "en,390,DARK", "zh,1280,DARK", "zh,390,LIGHT"})
    void noViewKeepsAnybodyOut(String language, int width, ColorScheme scheme) {
        Page page = visit("try", language, width, scheme);
        type(page, language.equals("zh") ? "房间很干净，可是服务态度太差了。" : "The room was lovely, but the staff were rude.");
        view(page).locator(".word").first().click();
        view(page).locator(".change button").first().click();
        view(page).locator(".sides .bar").nth(1).waitFor();
        List<String> violations = new ArrayList<>(violations(page, "try"));

        go(page, language, "inside");
        view(page).locator("button.primary").click();
        view(page).locator("heat-map canvas").nth(5).waitFor();
        violations.addAll(violations(page, "inside"));

        go(page, language, "correct");
        choose(view(page), "rows.tsv", "label\ttext\n1\tA fine film\n0\tA fine film\n0\tA bore\n");
        view(page).locator(".labelling .bar").waitFor();
        violations.addAll(violations(page, "correct"));

        go(page, language, "versions");
        violations.addAll(violations(page, "signing in"));
        signIn(page);
        view(page).locator("tbody button").first().click();
        view(page).locator(".promotion table").first().waitFor();
        violations.addAll(violations(page, "versions"));

        go(page, language, "retrainings");
        violations.addAll(violations(page, "retrainings"));

        go(page, language, "compare");
        choose(view(page), "rows.tsv", "label\ttext\n1\tA fine film\n0\tA bore\n");
        view(page).locator("button.primary").click();
        view(page).locator(".diagram").waitFor();
        violations.addAll(violations(page, "compare"));

        assertThat(violations).isEmpty();
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isTrue();
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language.equals("zh") ? "zh-Hans" : "en");
    }

    @Test
    void theAnswerComesWhileOneTypesAndWithoutAWordItIsAnother() {
        Page page = visit("try");
        view(page).locator("textarea").pressSequentially("The room was lovely, but the staff were rude.");

        assertThat(view(page).locator(".verdict").first()).containsText("negative");
        Locator rude = view(page).locator(".word").filter(new Locator.FilterOptions().setHasText("rude"));
        assertThat(rude).hasClass(Pattern.compile("against"));
        assertThat(rude.locator(".sign")).hasText(Pattern.compile("^[-−]\\d\\.\\d\\d$"));
        rude.focus();
        page.keyboard().press("Enter");
        view(page).locator("input[name=instead]").fill("friendly");
        view(page).locator("input[name=instead]").press("Enter");

        Locator sides = view(page).locator(".sides > div");
        assertThat(sides.nth(0)).containsText("negative");
        assertThat(sides.nth(1)).containsText("but the staff were friendly.");
        assertThat(sides.nth(1)).containsText("positive");
        System.out.printf(
                "The first answer came %s ms after the last key%n",
                view(page).locator(".meta").first().getAttribute("data-milliseconds"));
    }

    @Test
    void twoVersionsAnswerSideBySide() {
        Page page = visit("try");
        view(page).locator("summary").click();
        view(page).locator(".check input").check();
        view(page).locator("select[name=second-model]").selectOption("reviews-en");
        view(page).locator("select[name=second-version]").selectOption("2");
        type(page, "A wonderful film.");

        assertThat(view(page).locator(".answer")).hasCount(2);
        assertThat(view(page).locator("h2.small").nth(1)).hasText("reviews-en 2");
    }

    @Test
    void aFileBecomesATableWithTheLeastCertainFirstAndADownload() throws Exception {
        Page page = visit("try");
        choose(view(page), "texts.txt", "A wonderful film.\n \nIt was a film, of a kind.\nA dreadful bore.\n");

        Locator rows = view(page).locator("tbody tr");
        assertThat(rows).hasCount(3);
        assertThat(rows.first()).containsText("It was a film, of a kind.");
        Download download = page.waitForDownload(
                () -> view(page).locator(".actions button").first().click());
        List<String> lines = Files.readAllLines(download.path());
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).startsWith("positive\t0.9").endsWith("\treviews-en\t1\tA wonderful film.");
    }

    @Test
    void markupIsText() {
        Page page = visitSignedIn("try", "en", WIDE, ColorScheme.LIGHT);
        type(page, MARKUP + " A fine film.");
        choose(view(page), "texts.txt", MARKUP + " A fine film.\n");
        assertThat(view(page).locator("tbody tr")).containsText(MARKUP);

        go(page, "en", "versions");
        view(page)
                .locator("input[type=file]")
                .setInputFiles(new FilePayload(MARKUP + ".zip", "application/zip", new byte[] {1}));
        assertThat(view(page).locator("[role=alert]")).isVisible();
        promote(page, 2, MARKUP);
        assertThat(view(page).locator(".timeline li").first()).containsText(MARKUP);
        promote(page, 1, "back");
        assertThat(page.locator("img")).hasCount(0);
    }

    @Test
    void aLookInsideTellsTheValuesToWhoHasAKeyboardOnly() {
        Page page = visit("inside", "zh", WIDE, ColorScheme.LIGHT);
        // While the models are asked for, it cannot be pressed, and the key would pass it by.
        assertThat(view(page).locator("button.primary")).isEnabled();
        page.locator("#traced").focus();
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        // The version cannot be chosen before a model is.
        page.keyboard().press("Enter");

        Locator heat = view(page).locator(".heat").first();
        Locator reading = view(page).locator(".reading");
        heat.focus();
        assertThat(reading).containsText("单元 0，在“房间”");
        heat.press("ArrowRight");
        heat.press("ArrowDown");
        assertThat(reading).containsText("单元 1，在“很”");
        assertThat(view(page).locator("heat-map")).hasCount(6);
        assertThat(view(page).locator(".after li")).hasCount(11);
        assertThat(view(page).locator("tfoot")).containsText("2,618,113");
    }

    @Test
    void aKeyboardPromotesAndRollsBackWithAReason() {
        Page page = visitSignedIn("versions", "en", WIDE, ColorScheme.DARK);
        promote(page, 2, "a better one");
        assertThat(view(page).locator("tr.current th")).containsText("2");
        promote(page, 1, "not after all");

        assertThat(view(page).locator("tr.current th")).containsText("1");
        Locator acts = view(page).locator(".timeline li");
        assertThat(acts.nth(0)).containsText("not after all");
        assertThat(acts.nth(0)).containsText("admin-token");
        assertThat(acts.nth(1)).containsText("a better one");
    }

    @Test
    void oneKeyCorrectsALabelAndAnotherTakesItBack() {
        int before = corrections();
        Page page = visit("correct");
        choose(
                view(page),
                "rows.tsv",
                "label\ttext\n1\tQuite a film, I guess\n0\tquite a film,  I guess\n1\tA wonderful film\n");
        Locator labelling = view(page).locator(".labelling");
        assertThat(labelling).containsText("How often the same text occurs besides: 1.");
        assertThat(labelling).containsText("There are different labels for this text.");
        labelling.focus();
        labelling.press("p");
        labelling.press("u");
        labelling.press("n");
        labelling.press("s");
        view(page).locator("button.primary").click();

        assertThat(view(page).locator("[role=status]")).containsText("Corrections stored: 1.");
        assertThat(corrections()).isEqualTo(before + 1);
        assertThat(jdbc.sql("SELECT label FROM correction ORDER BY id DESC LIMIT 1")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void twoVersionsAreComparedOnTheRowsOfAFile() {
        Page page = visitSignedIn("compare", "en", WIDE, ColorScheme.LIGHT);
        choose(view(page), "rows.tsv", "label\ttext\n1\tA wonderful film\n0\tA dreadful bore\n0\tA wonderful day\n");
        view(page).locator("select[name=compare-second]").selectOption("2");
        view(page).locator("button.primary").click();

        // The second version is the first under another number.
        assertThat(view(page).locator("h2").first())
                .hasText(
                        "0 answers mended, 0 broken, of 3",
                        new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE));
        assertThat(view(page).locator("caption").nth(1)).hasText("Version 2: accuracy 66.7%");
        assertThat(view(page)).containsText("Behavioural pairs");
    }

    @Test
    void theFiguresOfAComparisonAreThoseOfTheService() {
        Page page = visit("try");
        String statistics = "async ([right, rows]) => { const figures = await import("
                + "new URL('parts/statistics.js', document.querySelector('script[src]').src));"
                + " const {from, to} = figures.wilson(right, rows);"
                + " return [figures.mcNemar(right, rows), from, to]; }";

        for (int[] counts : new int[][] {{3, 12}, {5, 5}, {0, 1}, {20, 40}, {20, 20}, {1, 300}, {7, 19}}) {
            List<?> figures = (List<?>) page.evaluate(statistics, List.of(counts[0], counts[1]));
            ConfidenceInterval wilson = new WilsonScoreInterval().createInterval(counts[1], counts[0], 0.95);
            assertThat(value(figures, 0))
                    .isCloseTo(McNemar.of(counts[0], counts[1]).pValue(), within(1e-6));
            assertThat(value(figures, 1)).isCloseTo(wilson.getLowerBound(), within(1e-9));
            assertThat(value(figures, 2)).isCloseTo(wilson.getUpperBound(), within(1e-9));
        }
    }

    private static double value(List<?> figures, int index) {
        return ((Number) figures.get(index)).doubleValue();
    }

    @Test
    void aRetrainingIsStartedWatchedThroughAReloadAndEnds() throws Exception {
        Page page = visitSignedIn("retrainings", "en", WIDE, ColorScheme.LIGHT);
        choose(
                view(page),
                "rows.jsonl",
                labelledRows() + "{\"label\":\"perhaps\",\"text\":\"A label that nobody knows\"}\n");
        view(page).locator("input[name=epochs]").fill("1");
        view(page).locator("select[name=gate]").selectOption("manual");
        view(page).locator("button.primary").click();

        assertThat(page).hasURL(Pattern.compile("#/en/retrainings/[0-9a-f-]{36}"));
        view(page).locator("details summary").click();
        assertThat(view(page).locator("details")).containsText("121: ");
        go(page, "en", "correct");
        view(page).locator(".uploaded").click();
        assertThat(view(page).locator(".labelling .meta").first())
                .hasText("Text 1 of 121", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE));
        page.goBack();
        page.reload();
        assertThat(view(page).locator("h2").nth(1)).containsText("Retraining of reviews-en");
        assertThat(view(page).locator("p[role=status] strong"))
                .hasText(
                        Pattern.compile("champion kept"),
                        new LocatorAssertions.HasTextOptions().setTimeout(5 * PATIENCE));
        assertThat(view(page).locator(".loss canvas")).isVisible();
        assertThat(view(page).locator("tr.current")).containsText("champion kept");
    }

    @Test
    void whoeverIsSignedOutElsewhereIsToldAndLosesNothing() {
        Page page = visitSignedIn("versions", "en", WIDE, ColorScheme.LIGHT);
        view(page).locator("tbody button").first().click();
        view(page).locator("input[name=reason]").fill("much to tell");
        jdbc.sql("DELETE FROM page_session").update();
        view(page).locator("input[name=reason]").press("Enter");

        assertThat(page.locator(".notice")).containsText("Nothing that you typed is lost");
        signIn(page);
        assertThat(view(page).locator("input[name=reason]")).hasValue("much to tell");
    }

    @Test
    void aSecondTabLearnsThatTheFirstHasSignedOut() {
        Page first = visitSignedIn("versions", "en", WIDE, ColorScheme.LIGHT);
        Page second = first.context().newPage();
        second.navigate(address("/#/en/versions"));
        assertThat(view(second).locator("tr.current")).hasCount(1);
        first.locator("header button").click();
        assertThat(view(first).locator(".needs")).isVisible();

        view(second).locator("select").selectOption("reviews-zh");
        assertThat(second.locator(".notice")).containsText("You are no longer signed in.");
    }

    @Test
    void aServiceThatIsAwayIsToldInASentenceAndNothingIsLost() {
        Page page = visit("try");
        page.context().setOffline(true);
        view(page).locator("textarea").fill("A wonderful film.");
        assertThat(view(page).locator("[role=alert]").first()).containsText("The service does not answer.");

        page.context().setOffline(false);
        view(page).locator("textarea").press("End");
        view(page).locator("textarea").pressSequentially(" Really.");
        assertThat(view(page).locator(".verdict").first()).containsText("positive");
        assertThat(view(page).locator("textarea")).hasValue("A wonderful film. Really.");
    }

    @Test
    void aSecondVisitLoadsNoFileAgain() {
        Page page = visit("try");
        Page again = page.context().newPage();
        again.navigate(address("/#/en/try"));
        again.waitForSelector("section:not([hidden]) h1");

        Object loaded = again.evaluate("performance.getEntriesByType('resource')"
                + ".filter(entry => entry.name.includes('/page/') && entry.transferSize > 0).map(entry => entry.name)");
        assertThat((List<?>) loaded).isEmpty();
        assertThat((Integer) again.evaluate("localStorage.length + sessionStorage.length"))
                .isZero();
    }

    private static void type(Page page, String text) {
        view(page).locator("textarea").fill(text);
        view(page).locator(".word").first().waitFor();
    }

    private void go(Page page, String language, String view) {
        page.navigate(address("/#/" + language + "/" + view));
        page.waitForSelector("section:not([hidden]) #heading-" + view);
    }

    private static void choose(Locator view, String name, String content) {
        view.locator("input[type=file]")
                .setInputFiles(new FilePayload(name, "text/plain", content.getBytes(StandardCharsets.UTF_8)));
    }

    private static void promote(Page page, int version, String reason) {
        Locator button = view(page)
                .locator("tbody tr")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(
                                "th",
                                new Page.LocatorOptions().setHasText(Pattern.compile("^\\s*" + version + "\\b")))))
                .locator("button")
                .first();
        button.focus();
        button.press("Enter");
        view(page).locator("input[name=reason]").fill(reason);
        view(page).locator("input[name=reason]").press("Enter");
        assertThat(view(page).locator("p[role=status]"))
                .hasText(
                        "Version " + version + " of reviews-en answers now.",
                        new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE));
        assertThat(view(page).locator("tr.current th")).containsText(String.valueOf(version));
    }

    /** A hundred and twenty rows that the English model was not trained on. */
    private static String labelledRows() throws Exception {
        try (Stream<String> lines = Files.lines(Path.of("models/reviews-en/measuring-rows.jsonl"))) {
            return lines.limit(120).collect(Collectors.joining("\n", "", "\n"));
        }
    }

    private int corrections() {
        return jdbc.sql("SELECT COUNT(*) FROM correction").query(Integer.class).single();
    }

    private static List<String> violations(Page page, String view) {
        // Colours that change slowly would be measured half way.
        page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))");
        AxeResults results = new AxeBuilder(page).withTags(LEVEL_AA).analyze();
        assertThat(results.getPasses())
                .as("rules that %s was held against", view)
                .isNotEmpty();
        return results.getViolations().stream()
                .map(rule -> view + ": " + describe(rule))
                .toList();
    }

    private static String describe(Rule rule) {
        return rule.getId() + " at "
                + rule.getNodes().stream().map(node -> node.getHtml()).collect(Collectors.joining(", "));
    }
}
