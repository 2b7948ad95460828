package io.sentiment.text;

import com.ibm.icu.lang.UScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells when a text is in a language or script that a model was not trained on, so that its answer is little better than
 * a guess. Says nothing rather than something wrong: languages of the Latin script are told apart by their function words,
 * which a few words of slang may not have. Immutable and thread-safe.
 */
public final class LanguageCheck {

    private static final String HAN = "Hani";
    private static final Set<String> KANA = Set.of("Hira", "Kana");

    /** In a shorter run of characters one that is not simplified may be a name. */
    private static final int FEWEST_TRADITIONAL = 2;

    private static final double SHARE_OF_SHORT_TEXT = 0.2;

    /** Two different ones, more than twice as many as of the model's languages, and a sixth of all words. */
    private static final int FEWEST_FUNCTION_WORDS = 2;

    private static final double SHARE_OF_FUNCTION_WORDS = 1.0 / 6;

    private static final Map<String, List<String>> LANGUAGES_OF_WORDS = new HashMap<>();
    private static final Set<String> KNOWN_LANGUAGES = readFunctionWords();

    private final String model;
    private final Set<String> languages;
    private final Set<String> scripts;
    private final boolean traditionalIsRead;

    /**
     * For one model.
     *
     * @param model its name, for messages
     * @param languages that it was trained on, as BCP 47 tags
     * @param scripts that it was trained on, as ISO 15924 codes
     * @param tokenizer by which it reads texts
     */
    public LanguageCheck(
            String model, Collection<String> languages, Collection<String> scripts, TokenizerSettings tokenizer) {
        List<Locale> locales = languages.stream().map(Locale::forLanguageTag).toList();
        this.model = model;
        this.languages = locales.stream().map(Locale::getLanguage).collect(Collectors.toUnmodifiableSet());
        this.scripts = Scripts.coveredBy(scripts);
        this.traditionalIsRead = tokenizer.readsTraditionalAsSimplified()
                || scripts.contains("Hant")
                || locales.stream().anyMatch(LanguageCheck::isWrittenTraditionally);
    }

    private static boolean isWrittenTraditionally(Locale locale) {
        return switch (locale.getLanguage()) {
            case "zh" ->
                locale.getScript().equals("Hant") || Set.of("TW", "HK", "MO").contains(locale.getCountry());
            case "yue", "ja" -> true;
            default -> false;
        };
    }

    /**
     * What is to be said of a text; mostly nothing.
     *
     * @param tokens of the text
     */
    public List<Warning> of(String text, List<String> tokens) {
        Scripts found = Scripts.of(text);
        long words = found.words();
        if (words == 0) {
            return List.of();
        }
        if (2 * found.words(scripts) < words) {
            return List.of(otherScript(found));
        }
        List<Warning> warnings = new ArrayList<>();
        if (found.words(KANA) > 0 && !languages.contains("ja")) {
            warnings.add(otherLanguage("ja"));
        } else if (!traditionalIsRead && isTraditional(text, found.words(Set.of(HAN)))) {
            warnings.add(new Warning(
                    Warning.TRADITIONAL_CHINESE,
                    "The text is in Traditional Chinese, but " + model + " was trained on Simplified Chinese."));
        }
        if (2 * found.words(Set.of("Latn")) > words) {
            String other = otherLatinLanguage(tokens);
            if (!other.isEmpty()) {
                warnings.add(otherLanguage(other));
            }
        }
        return List.copyOf(warnings);
    }

    private Warning otherScript(Scripts found) {
        String names = found.main().stream()
                .filter(script -> !scripts.contains(script))
                .map(script -> Objects.requireNonNullElse(UScript.getName(UScript.getCodeFromName(script)), script)
                        .replace('_', ' '))
                .collect(Collectors.joining(" and "));
        return new Warning(
                Warning.OTHER_SCRIPT, "The text is written in " + names + ", which " + model + " does not read.");
    }

    private Warning otherLanguage(String language) {
        return new Warning(
                Warning.OTHER_LANGUAGE,
                "The text seems to be in " + Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH)
                        + ", which " + model + " was not trained on.");
    }

    private static boolean isTraditional(String text, long characters) {
        long traditional = text.chars().filter(InformalWriting::isTraditional).count();
        return traditional >= FEWEST_TRADITIONAL
                || (traditional > 0 && traditional >= SHARE_OF_SHORT_TEXT * characters);
    }

    /** The language other than the model's whose function words a text has; empty when there is none. */
    private String otherLatinLanguage(List<String> tokens) {
        if (languages.stream().noneMatch(KNOWN_LANGUAGES::contains)) {
            return "";
        }
        Map<String, Integer> counts = new HashMap<>();
        int words = 0;
        for (String token : tokens) {
            words += Character.isLetter(token.codePointAt(0)) ? 1 : 0;
            for (String language : LANGUAGES_OF_WORDS.getOrDefault(token, List.of())) {
                counts.merge(language, 1, Integer::sum);
            }
        }
        int own = languages.stream()
                .mapToInt(language -> counts.getOrDefault(language, 0))
                .max()
                .orElse(0);
        double least = Math.max(SHARE_OF_FUNCTION_WORDS * words, 2 * own + 1);
        return counts.entrySet().stream()
                .filter(entry -> !languages.contains(entry.getKey()) && entry.getValue() >= least)
                .filter(entry -> differentWords(tokens, entry.getKey()) >= FEWEST_FUNCTION_WORDS)
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private static long differentWords(List<String> tokens, String language) {
        return tokens.stream()
                .distinct()
                .filter(token ->
                        LANGUAGES_OF_WORDS.getOrDefault(token, List.of()).contains(language))
                .count();
    }

    private static Set<String> readFunctionWords() {
        Set<String> known = new HashSet<>();
        resource("function-words.tsv").lines().forEach(line -> {
            String[] fields = line.split("\t", 2);
            known.add(fields[0]);
            for (String word : Set.copyOf(List.of(fields[1].split(" ", -1)))) {
                LANGUAGES_OF_WORDS
                        .computeIfAbsent(word, key -> new ArrayList<>())
                        .add(fields[0]);
            }
        });
        return Set.copyOf(known);
    }

    /** A file of this package. */
    static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(LanguageCheck.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Something that a client should know about an answer. Immutable.
     *
     * @param code by which programs tell warnings apart
     * @param message one sentence for people
     */
    public record Warning(String code, String message) {

        /** The model reads no script of most of the text. */
        public static final String OTHER_SCRIPT = "other-script";

        /** The text is in a language that the model was not trained on. */
        public static final String OTHER_LANGUAGE = "other-language";

        /** The text has traditional characters, but the model was trained on simplified ones. */
        public static final String TRADITIONAL_CHINESE = "traditional-chinese";
    }
}
