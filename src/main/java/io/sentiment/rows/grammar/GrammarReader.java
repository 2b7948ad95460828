package io.sentiment.rows.grammar;

import io.sentiment.rows.UnusableDataException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the symbols of one or more files, and refuses them where they make no grammar. A symbol that texts begin with may
 * stand in each file, and has the alternatives of all; any other stands in one.
 */
final class GrammarReader {

    private static final Pattern SYMBOL_LINE = Pattern.compile("([a-z-]+):(.*)");

    private final List<String> starts;
    private final List<String> furtherStarts;
    private final List<String> names = new ArrayList<>();
    private final Map<String, List<Alternative>> symbols = new LinkedHashMap<>();
    private final Set<String> finite = new HashSet<>();
    private String name = "";
    private int line;

    /**
     * For one grammar.
     *
     * @param starts symbols that there must be
     * @param furtherStarts symbols that texts begin with too; all of them if there is one
     */
    GrammarReader(List<String> starts, List<String> furtherStarts) {
        this.starts = starts;
        this.furtherStarts = furtherStarts;
    }

    /** @param file its name, for messages */
    void add(String file, String content) {
        name = file;
        names.add(file);
        line = 0;
        Set<String> inFile = new HashSet<>();
        List<Alternative> current = null;
        for (String written : content.split("\r?\n", -1)) {
            line++;
            if (!written.isBlank() && !written.startsWith("#")) {
                current = readLine(written, current, inFile);
            }
        }
    }

    /** The grammar of all that was added. */
    Grammar grammar() {
        name = String.join(", ", names);
        for (String start : starts) {
            requireUsable(start, new ArrayDeque<>());
        }
        if (furtherStarts.stream().anyMatch(symbols::containsKey)) {
            furtherStarts.forEach(start -> requireUsable(start, new ArrayDeque<>()));
        }
        symbols.keySet().stream()
                .filter(symbol -> !finite.contains(symbol))
                .findFirst()
                .ifPresent(symbol -> {
                    throw new UnusableDataException(name + ": no text uses the symbol '" + symbol + "'.");
                });
        return new Grammar(symbols);
    }

    /** @param current alternatives of the symbol before, to which an indented line adds */
    private List<Alternative> readLine(String written, @Nullable List<Alternative> current, Set<String> inFile) {
        if (Character.isWhitespace(written.charAt(0))) {
            if (current == null) {
                throw refusal("alternatives must follow a symbol");
            }
            return add(written, current);
        }
        Matcher matcher = SYMBOL_LINE.matcher(written);
        if (!matcher.matches()) {
            throw refusal("a symbol must be lower-case letters and hyphens with a colon after them, and alternatives"
                    + " on a line of their own must be indented");
        }
        String symbol = matcher.group(1);
        if (!inFile.add(symbol)) {
            throw refusal("the symbol '" + symbol + "' is already in the file");
        }
        if (symbols.containsKey(symbol) && !starts.contains(symbol) && !furtherStarts.contains(symbol)) {
            throw refusal("the symbol '" + symbol + "' is already in another file");
        }
        List<Alternative> alternatives = symbols.computeIfAbsent(symbol, unused -> new ArrayList<>());
        return matcher.group(2).isBlank() ? alternatives : add(matcher.group(2), alternatives);
    }

    private List<Alternative> add(String written, List<Alternative> alternatives) {
        for (String alternative : written.split("\\|", -1)) {
            if (alternative.replaceAll("\\{[a-z-]+}", "").matches(".*[{}].*")) {
                throw refusal("a symbol in braces must be lower-case letters and hyphens");
            }
            alternatives.add(Alternative.of(alternative.strip()));
        }
        return alternatives;
    }

    /** Goes down from a symbol: each that is met must be there, and none may lead back to one above it. */
    private void requireUsable(String symbol, Deque<String> above) {
        if (finite.contains(symbol)) {
            return;
        }
        List<Alternative> alternatives = symbols.getOrDefault(symbol, List.of());
        if (alternatives.isEmpty()) {
            throw new UnusableDataException(name + ": the symbol '" + symbol + "' has no alternatives.");
        }
        if (above.contains(symbol)) {
            throw new UnusableDataException(name + ": the symbol '" + symbol + "' leads back to itself.");
        }
        above.push(symbol);
        alternatives.stream()
                .flatMap(alternative -> alternative.parts().stream())
                .filter(Alternative.Part::isSymbol)
                .forEach(part -> requireUsable(part.content(), above));
        above.pop();
        finite.add(symbol);
    }

    private UnusableDataException refusal(String fault) {
        return new UnusableDataException(name + ", line " + line + ": " + fault + ".");
    }
}
