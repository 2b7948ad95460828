package io.sentiment.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Draws the parts of a request and spoils them; the same seed gives the same draws. Not thread-safe. */
final class Chance {

    /** What parsers stumble over. */
    private static final List<String> TOKENS = List.of(
            "null",
            "{}",
            "[]",
            "\"\"",
            "\"",
            "\\",
            "\\ud800",
            "\\u0000",
            "\0",
            "\r\n",
            "\n",
            ",",
            ":",
            "{",
            "}",
            "[",
            "]",
            "1e999",
            "-1",
            "-0",
            "1.5",
            "9223372036854775808",
            "NaN",
            "true",
            "\uFEFF",
            "\u2028",
            "%00",
            "%",
            "&",
            ";",
            "=",
            "--",
            "../",
            "[".repeat(2_000),
            "{\"a\":".repeat(1_500),
            "a".repeat(5_000),
            "\"parameters\":{\"binary_data_size\":-1}",
            "\"model\":5",
            "\"texts\":null");

    private static final String[] WORDS = {"a", "good", "bad", "film", "and", "很好", "房间", "😀", "é", "\t", "0", "<br/>"
    };

    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    int upTo(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** A few words, rarely many or none. */
    String text() {
        StringBuilder text = new StringBuilder();
        int words = happens(0.02) ? 60 : upTo(8);
        for (int word = 0; word < words; word++) {
            text.append(oneOf(WORDS)).append(' ');
        }
        return text.toString();
    }

    /** As a JSON string. */
    String quoted() {
        return "\"" + text().replace("\t", "\\t") + "\"";
    }

    /** The bytes as they are, or changed in up to three places. */
    byte[] spoilt(byte[] bytes, double probability) {
        byte[] result = bytes;
        for (int changes = 0; changes < 3 && happens(probability); changes++) {
            result = changed(result);
        }
        return result;
    }

    private byte[] changed(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(1 + Math.min(40, bytes.length)));
        byte[] part = Arrays.copyOfRange(bytes, from, to);
        return switch (random.nextInt(6)) {
            case 0 -> joined(bytes, from, oneOf(TOKENS.toArray(String[]::new)).getBytes(StandardCharsets.UTF_8), from);
            case 1 -> joined(bytes, from, new byte[0], to);
            case 2 -> joined(bytes, to, part, to);
            case 3 -> joined(bytes, from, noise(), to);
            case 4 -> Arrays.copyOf(bytes, from);
            default -> flipped(bytes);
        };
    }

    byte[] noise() {
        byte[] noise = new byte[random.nextInt(12)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] flipped(byte[] bytes) {
        byte[] result = bytes.clone();
        if (result.length > 0) {
            result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return result;
    }

    private static byte[] joined(byte[] bytes, int to, byte[] middle, int from) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(bytes, 0, to);
        result.writeBytes(middle);
        result.write(bytes, from, bytes.length - from);
        return result.toByteArray();
    }
}
