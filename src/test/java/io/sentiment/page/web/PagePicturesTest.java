package io.sentiment.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Clip;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes the pictures of the README anew: {@code ./mvnw test -Dtest=PagePicturesTest -Dpictures=docs/pictures}. */
@EnabledIfSystemProperty(
        named = "pictures",
        matches = ".+",
        disabledReason = "Pictures are taken for a folder only, with -Dpictures=docs/pictures.")
class PagePicturesTest extends BrowserTest {

    private static final int WIDTH = 1100;

    @Test
    void theAnswerWithItsWords() throws Exception {
        Page page = visit("try", "en", WIDTH, ColorScheme.LIGHT);
        view(page).locator("textarea").fill("The room was lovely, but the staff were rude.");
        view(page).locator(".word").nth(9).click();
        view(page).locator(".change button").first().click();
        view(page).locator(".sides .bar").nth(1).waitFor();
        take(page, "try.png", 1_000);
    }

    @Test
    void theGates() throws Exception {
        Page page = visit("inside", "zh", WIDTH, ColorScheme.DARK);
        view(page).locator("button.primary").click();
        view(page).locator("heat-map canvas").nth(5).waitFor();
        view(page).locator(".after button").nth(8).click();
        take(page, "inside.png", 1_000);
    }

    private static void take(Page page, String name, int height) throws Exception {
        Path picture = Path.of(System.getProperty("pictures"), name);
        page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))");
        page.screenshot(
                new Page.ScreenshotOptions().setPath(picture).setFullPage(true).setClip(new Clip(0, 0, WIDTH, height)));
        assertThat(Files.size(picture)).isPositive();
    }
}
