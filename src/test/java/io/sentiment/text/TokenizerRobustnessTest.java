package io.sentiment.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time limit only ends a hang; on one core of a laptop the longest of these texts takes about a second. */
@Timeout(60)
class TokenizerRobustnessTest {

    private final Tokenizer tokenizer = new Tokenizer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "ab",
                "a ",
                "a'",
                "n't",
                "a.",
                "1,",
                "!",
                "_",
                "@",
                "a@",
                "a@b.",
                "@a",
                "http://",
                "http://!",
                "www.",
                "h",
                ":(",
                ":",
                "(=",
                "^",
                "<",
                ":/",
                " ",
                "\u0000",
                "\u0301",
                "\u0301\u0334\u0323",
                "\uFF9E\u0334",
                "\u1161",
                "房间又脏又吵",
                "中",
                "อาหาร",
                "ㅋ",
                "\uFDFA",
                "\uD800",
                "\uDC00",
                "👍",
                "👍\u200D",
                "👍🏽",
                "🇩",
                "\uFE0F",
                "\uDB40\uDC67",
                "a\u0301",
                "\u0600",
                "ß",
                "`a"
            })
    void twoMegabytesOfAnythingAreTokenized(String unit) {
        assertIsTokenized(unit, 2_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a@b.", "中", "👍\u200D"})
    void soAreTenMegabytes(String unit) {
        assertIsTokenized(unit, 10_000_000);
    }

    private void assertIsTokenized(String unit, int bytes) {
        String text = unit.repeat(bytes / unit.getBytes(UTF_8).length);

        List<String> tokens = tokenizer.tokenize(text);

        assertThat(tokens.stream().mapToInt(String::length).max().orElse(0)).isLessThanOrEqualTo(4096);
    }

    @Test
    void randomStringsGiveOnlyWellFormedTokensWithoutBlanks() {
        Random random = new Random(20_240_601);
        for (int text = 0; text < 20_000; text++) {
            String string = randomString(random);
            assertThat(tokenizer.tokenize(string))
                    .as(string)
                    .allSatisfy(token -> assertThat(token)
                            .isNotEmpty()
                            .matches(TokenizerRobustnessTest::isWellFormed)
                            .doesNotContainAnyWhitespaces());
        }
    }

    /** Characters of every plane, unpaired surrogates among them, mixed with what the tokenizer's rules look for. */
    private static String randomString(Random random) {
        String[] fragments = {
            "http://", "www.", "@", ":", "(", "n't", "'", ".", "\u200D", "👍", "_", " ", "1", "x", "\u0301"
        };
        StringBuilder string = new StringBuilder();
        int length = random.nextInt(30);
        for (int part = 0; part < length; part++) {
            switch (random.nextInt(4)) {
                case 0 -> string.append((char) random.nextInt(0x10000));
                case 1 -> string.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                case 2 -> string.append((char) random.nextInt(0x300));
                default -> string.append(fragments[random.nextInt(fragments.length)]);
            }
        }
        return string.toString();
    }

    private static boolean isWellFormed(String token) {
        return token.codePoints().noneMatch(codePoint -> Character.getType(codePoint) == Character.SURROGATE);
    }
}
