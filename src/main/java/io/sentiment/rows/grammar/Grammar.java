package io.sentiment.rows.grammar;

import io.sentiment.rows.UnusableDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A context-free grammar of positive and of negative texts, for what data sets hardly have: negation in few words,
 * contrast, emoji. No symbol leads back to itself, so that each makes finitely many texts, and whether it makes a given one
 * can be told. Immutable and thread-safe.
 *
 * <p>A grammar is a UTF-8 file. A symbol stands at the beginning of a line and ends with a colon; its alternatives follow on
 * this line and on indented ones, divided by {@code |}, of which one may be empty. Symbols within an alternative are in
 * braces. The symbols {@code positive} and {@code negative} are those that texts begin with, and so may
 * {@code leaning-positive} and {@code leaning-negative} be, both or neither: what they make has that label mostly, not
 * always. A line that begins with {@code #} says nothing. A large grammar can be written in several files: each may add
 * alternatives to the symbols that texts begin with, and use the symbols of the others.
 */
public final class Grammar {

    private static final String POSITIVE = "positive";
    private static final String NEGATIVE = "negative";
    private static final String LEANING = "leaning-";

    private final Map<String, List<Alternative>> symbols;

    Grammar(Map<String, List<Alternative>> symbols) {
        this.symbols = Map.copyOf(symbols);
    }

    /**
     * Reads a grammar, be it of one file or of several that belong together.
     *
     * @throws UnusableDataException if it is none; the message names the line or the symbol
     * @throws IOException if a file cannot be read
     */
    public static Grammar read(List<Path> files) throws IOException {
        GrammarReader reader = reader();
        for (Path file : files) {
            reader.add(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        }
        return reader.grammar();
    }

    /** @param name for messages */
    static Grammar of(String name, String content) {
        GrammarReader reader = reader();
        reader.add(name, content);
        return reader.grammar();
    }

    private static GrammarReader reader() {
        return new GrammarReader(List.of(POSITIVE, NEGATIVE), List.of(LEANING + POSITIVE, LEANING + NEGATIVE));
    }

    /** A text of that label; each alternative of a symbol is as likely as the others. */
    String text(boolean positive, Random random) {
        return drawn(start(positive), random);
    }

    /** Whether it has texts that have one label mostly. */
    boolean leans() {
        return symbols.containsKey(LEANING + POSITIVE);
    }

    /** A text that has that label mostly, of a grammar that {@link #leans}. */
    String leaningText(boolean positive, Random random) {
        return drawn(LEANING + start(positive), random);
    }

    private String drawn(String symbol, Random random) {
        StringBuilder text = new StringBuilder();
        append(symbol, random, text);
        return text.toString()
                .replaceAll(" {2,}", " ")
                .replaceAll(" (?=[,.;!?](?![)(]))", "")
                .strip();
    }

    /**
     * Whether it can make a text of that label, be it with other blanks and punctuation marks or in another case; false for a
     * text of nothing else. What leans to one label can have both.
     */
    public boolean generates(boolean positive, String text) {
        String sought = Alternative.compared(text);
        Search search = new Search(sought);
        return !sought.isEmpty()
                && Stream.of(start(positive), LEANING + POSITIVE, LEANING + NEGATIVE)
                        .anyMatch(symbol -> search.ends(symbol, 0).contains(sought.length()));
    }

    private static String start(boolean positive) {
        return positive ? POSITIVE : NEGATIVE;
    }

    private List<Alternative> alternatives(String symbol) {
        return symbols.getOrDefault(symbol, List.of());
    }

    private void append(String symbol, Random random, StringBuilder text) {
        List<Alternative> alternatives = alternatives(symbol);
        for (Alternative.Part part :
                alternatives.get(random.nextInt(alternatives.size())).parts()) {
            if (part.isSymbol()) {
                append(part.content(), random, text);
            } else {
                text.append(part.content());
            }
        }
    }

    /** Where in a text that which a symbol makes may end, by where it begins; each is looked for once. */
    private final class Search {

        private final String text;
        private final Map<Beginning, Set<Integer>> found = new HashMap<>();

        Search(String text) {
            this.text = text;
        }

        Set<Integer> ends(String symbol, int start) {
            Beginning beginning = new Beginning(symbol, start);
            Set<Integer> known = found.get(beginning);
            if (known != null) {
                return known;
            }
            Set<Integer> ends = new TreeSet<>();
            alternatives(symbol).forEach(alternative -> ends.addAll(ends(alternative, start)));
            found.put(beginning, ends);
            return ends;
        }

        private Set<Integer> ends(Alternative alternative, int start) {
            Set<Integer> ends = Set.of(start);
            for (Alternative.Part part : alternative.parts()) {
                Set<Integer> next = new TreeSet<>();
                for (int end : ends) {
                    if (part.isSymbol()) {
                        next.addAll(ends(part.content(), end));
                    } else if (text.startsWith(part.compared(), end)) {
                        next.add(end + part.compared().length());
                    }
                }
                ends = next;
            }
            return ends;
        }

        private record Beginning(String symbol, int start) {}
    }
}
