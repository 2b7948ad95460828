package io.sentiment.evaluation;

import io.sentiment.evaluation.BehaviourSuite.Expectation;
import io.sentiment.evaluation.BehaviourSuite.Pair;
import io.sentiment.evaluation.BehaviourSuite.UnusableSuiteException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the pairs of one file, and refuses it at the first line that is wrong. */
final class BehaviourFile {

    private static final String HEADER = "capability\texpectation\tlabel\tfirst\tsecond";

    private final String name;
    private final Set<List<String>> seen = new HashSet<>();
    private int line;

    /** @param name of the file, for messages */
    BehaviourFile(String name) {
        this.name = name;
    }

    /** To be called once. */
    List<Pair> read(byte[] content) {
        List<Pair> pairs = new ArrayList<>();
        // Each byte is a character of Latin 1, so that malformed UTF-8 can be told by its line.
        for (String bytes : new String(content, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            line++;
            String row = decode(bytes);
            if (line == 1) {
                require(row.equals(HEADER), "the header must be '" + HEADER.replace("\t", "', '") + "', between tabs");
            } else if (!row.isEmpty()) {
                pairs.add(pair(row));
            }
        }
        require(!pairs.isEmpty(), "there is no pair after the header");
        return pairs;
    }

    private Pair pair(String row) {
        String[] fields = row.split("\t", -1);
        require(fields.length == 5, "a row must have 5 fields between tabs, but has " + fields.length);
        for (String field : fields) {
            require(!field.isBlank(), "no field may be empty");
        }
        String first = fields[3];
        String second = fields[4];
        require(!first.equals(second), "the two texts must differ");
        require(seen.add(List.of(first, second)), "the pair is already in the file");
        return new Pair(line, fields[0], expectation(fields[1]), isPositive(fields[2]), first, second);
    }

    private Expectation expectation(String field) {
        return Arrays.stream(Expectation.values())
                .filter(expectation -> expectation.toString().equals(field))
                .findFirst()
                .orElseThrow(() -> refusal("the expectation must be one of " + Arrays.toString(Expectation.values())
                        + ", but is '" + field + "'"));
    }

    private boolean isPositive(String field) {
        require(
                field.equals("positive") || field.equals("negative"),
                "the label must be positive or negative, but is '" + field + "'");
        return field.equals("positive");
    }

    private String decode(String latin1) {
        ByteBuffer bytes = ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1));
        try {
            String row = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return row.endsWith("\r") ? row.substring(0, row.length() - 1) : row;
        } catch (CharacterCodingException e) {
            throw new UnusableSuiteException(message("the row is not well-formed UTF-8"), e);
        }
    }

    private void require(boolean condition, String fault) {
        if (!condition) {
            throw refusal(fault);
        }
    }

    private UnusableSuiteException refusal(String fault) {
        return new UnusableSuiteException(message(fault));
    }

    private String message(String fault) {
        return name + ", line " + line + ": " + fault + ".";
    }
}
