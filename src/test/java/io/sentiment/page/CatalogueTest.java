package io.sentiment.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The sentences of the page in English and Chinese. */
class CatalogueTest {

    private static final Path PAGE = Path.of("src/main/resources/static/page");
    private static final Pattern USED = Pattern.compile("\\bt\\('([^']+)'");
    private static final Pattern VALUE = Pattern.compile("\\{\\w+}");

    @Test
    void bothLanguagesHaveTheSameKeysWithTheSameValues() throws IOException {
        assertThat(values("zh")).isEqualTo(values("en"));
    }

    @Test
    void noSentenceIsLeftInTheOtherLanguage() throws IOException {
        Set<String> same = new TreeSet<>();
        Map<String, String> english = sentences("en");
        sentences("zh").forEach((key, sentence) -> {
            if (sentence.equals(english.get(key)) && sentence.chars().anyMatch(Character::isLetter)) {
                same.add(key);
            }
        });
        assertThat(same).isEmpty();
    }

    @Test
    void eachKeyThatAViewNamesIsThere() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(PAGE)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".js")).toList()) {
                USED.matcher(Files.readString(file)).results().forEach(key -> used.add(key.group(1)));
            }
        }
        assertThat(used).isNotEmpty();
        assertThat(sentences("en").keySet()).containsAll(used);
    }

    private static SortedMap<String, Set<String>> values(String language) throws IOException {
        SortedMap<String, Set<String>> values = new TreeMap<>();
        sentences(language)
                .forEach((key, sentence) -> values.put(
                        key,
                        VALUE.matcher(sentence)
                                .results()
                                .map(value -> value.group())
                                .collect(Collectors.toCollection(TreeSet::new))));
        return values;
    }

    private static Map<String, String> sentences(String language) throws IOException {
        Map<String, String> sentences = new TreeMap<>();
        JsonMapper.shared()
                .readTree(Files.readString(PAGE.resolve("words/" + language + ".json")))
                .properties()
                .forEach(entry -> sentences.put(entry.getKey(), entry.getValue().asString()));
        return sentences;
    }
}
