package io.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point at is there. */
class DocumentsTest {

    /** {@code [text](file#heading)}, and not what begins with a scheme. */
    private static final Pattern LINK = Pattern.compile("\\]\\((?![a-z]+:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");

    private static final Pattern HEADING = Pattern.compile("^#{1,6} (.*)$", Pattern.MULTILINE);

    @Test
    void everyLinkLeadsToAFileAndAHeadingThatAreThere() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path document : documents()) {
            Matcher links = LINK.matcher(Files.readString(document));
            while (links.find()) {
                Path target = links.group(1).isEmpty() ? document : besides(document, links.group(1));
                if (!Files.exists(target)
                        || (links.group(2) != null && !anchors(target).contains(links.group(2)))) {
                    broken.add(document + " -> " + links.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyDocumentIsReachedFromTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        assertThat(documents())
                .filteredOn(document -> !document.equals(Path.of("README.md")))
                .allSatisfy(document -> assertThat(readme).contains("(" + document + ")"));
    }

    @Test
    void theReadmeIsReadInOneGo() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(200);
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(
                Path.of("README.md"),
                Path.of("CONTRIBUTING.md"),
                Path.of("CHANGELOG.md"),
                Path.of("helm", "sentiment-service", "README.md")));
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
        }
        return documents;
    }

    private static Path besides(Path document, String link) {
        Path folder = document.getParent();
        return folder == null ? Path.of(link) : folder.resolve(link).normalize();
    }

    /** GitHub's: small letters, digits and hyphens, a hyphen for each blank. */
    private static Set<String> anchors(Path document) throws IOException {
        return HEADING.matcher(Files.readString(document))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
