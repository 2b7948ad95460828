package io.sentiment.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PieceLearnerTest {

    @Test
    void theMostFrequentPairIsJoinedFirstAndEqualOnesByCodePoint() {
        BytePairs pairs = new BytePairs(Map.of(
                List.of("##n", "##e", "##s", "##s"), 3L, List.of("##e", "##s", "##t"), 2L, List.of("##l", "##y"), 4L));

        // es: 5; ly: 4; then ness: n+es and es+s have 3 each, and e comes before n.
        assertThat(pairs.merge(2)).isEqualTo("##es");
        assertThat(pairs.merge(2)).isEqualTo("##ly");
        assertThat(pairs.merge(2)).isEqualTo("##ess");
        assertThat(pairs.merge(2)).isEqualTo("##ness");
        assertThat(pairs.merge(2)).isEqualTo("##est");
        assertThat(pairs.merge(2)).isNull();
    }

    @Test
    void aRepeatedLetterIsJoinedFromTheLeft() {
        BytePairs pairs = new BytePairs(Map.of(List.of("##a", "##a", "##a"), 1L));

        assertThat(pairs.merge(1)).isEqualTo("##aa");
        assertThat(pairs.merge(1)).isEqualTo("##aaa");
        assertThat(pairs.merge(1)).isNull();
    }

    @Test
    void piecesAreWhatFrequentWordsLeaveOfRareOnes() {
        VocabularyBuilder builder = new VocabularyBuilder();
        add(builder, "watch", 9);
        add(builder, "watching", 2);
        add(builder, "watched", 1);
        add(builder, "watchings", 2);

        Vocabulary vocabulary = builder.build(9, 2, 6);

        // Only "watch" fits beside six ids of pieces: their heading, four letters of "ing" and "ings" and one compound.
        assertThat(vocabulary.tokens())
                .containsExactly("<padding>", "<unknown>", "watch", "##<pieces>", "##g", "##i", "##n", "##s", "##in");
    }

    @Test
    void whatThePiecesLeaveOfTheirRoomGoesToFurtherWords() {
        VocabularyBuilder builder = new VocabularyBuilder();
        add(builder, "good", 4);
        add(builder, "goods", 2);

        assertThat(builder.build(13, 2, 10).tokens())
                .containsExactly("<padding>", "<unknown>", "good", "##<pieces>", "##s", "goods");
    }

    @Test
    void aChineseCharacterThatIsNoWordBecomesAPieceWithoutMark() {
        VocabularyBuilder builder = new VocabularyBuilder();
        add(builder, "好", 9);
        add(builder, "好听", 2);
        add(builder, "听歌", 2);

        // "听" begins a word and stands within another one: it is the same piece.
        assertThat(builder.build(6, 2, 3).tokens())
                .containsExactly("<padding>", "<unknown>", "好", "##<pieces>", "听", "歌");
    }

    @Test
    void piecesCoverTheWordsThatTheVocabularyHasNoRoomFor() {
        List<List<String>> texts = randomWords(new Random(7));
        VocabularyBuilder builder = new VocabularyBuilder();
        texts.forEach(builder::add);
        Vocabulary without = builder.build(300, 1);
        Vocabulary with = builder.build(300, 1, 100);

        assertThat(unknown(texts, without)).isGreaterThan(1_000);
        assertThat(unknown(texts, with)).isZero();
        assertThat(with.size()).isEqualTo(300);
    }

    @Test
    void theOrderOfTheTextsDoesNotMatter() {
        List<List<String>> texts = new ArrayList<>(randomWords(new Random(7)));
        VocabularyBuilder builder = new VocabularyBuilder();
        texts.forEach(builder::add);
        Collections.shuffle(texts, new Random(8));
        VocabularyBuilder shuffled = new VocabularyBuilder();
        texts.forEach(shuffled::add);

        assertThat(shuffled.build(300, 1, 100).tokens())
                .isEqualTo(builder.build(300, 1, 100).tokens());
    }

    @Test
    void aVocabularyWithoutRoomForPiecesIsTheOneWithoutThem() {
        VocabularyBuilder builder = new VocabularyBuilder();
        randomWords(new Random(7)).forEach(builder::add);

        assertThat(builder.build(300, 1, 0).tokens())
                .isEqualTo(builder.build(300, 1).tokens());
        assertThatIllegalArgumentException().isThrownBy(() -> builder.build(300, 1, 299));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.build(300, 1, -1));
    }

    @Test
    void extendingKeepsTheIdsOfWordsAndPieces() {
        VocabularyBuilder builder = new VocabularyBuilder();
        randomWords(new Random(7)).forEach(builder::add);
        Vocabulary known = builder.build(300, 1, 100);
        VocabularyBuilder later = new VocabularyBuilder();
        add(later, "wunderbar", 3);

        assertThat(later.extend(known, 400, 1).tokens().subList(0, 300)).isEqualTo(known.tokens());
        assertThat(later.extend(known, 400, 1).idOf("wunderbar")).isEqualTo(300);
    }

    private static void add(VocabularyBuilder builder, String token, int count) {
        builder.add(Collections.nCopies(count, token));
    }

    /** 2,000 words of two to four of 20 syllables. */
    private static List<List<String>> randomWords(Random random) {
        List<List<String>> texts = new ArrayList<>();
        for (int text = 0; text < 200; text++) {
            List<String> words = new ArrayList<>();
            for (int word = 0; word < 10; word++) {
                StringBuilder syllables = new StringBuilder();
                for (int syllable = 2 + random.nextInt(3); syllable > 0; syllable--) {
                    syllables
                            .append("bdfgklmnprst".charAt(random.nextInt(12)))
                            .append("aeiou".charAt(random.nextInt(5)));
                }
                words.add(syllables.toString());
            }
            texts.add(words);
        }
        return texts;
    }

    private static long unknown(List<List<String>> texts, Vocabulary vocabulary) {
        int[] unknown = {0};
        texts.forEach(text ->
                text.forEach(token -> vocabulary.read(token, id -> unknown[0] += id == Vocabulary.UNKNOWN_ID ? 1 : 0)));
        return unknown[0];
    }
}
