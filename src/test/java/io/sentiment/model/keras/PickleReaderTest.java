package io.sentiment.model.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles as Python writes them: what is data is read, and what would run is refused. */
class PickleReaderTest {

    /** {@code pickle.dumps({'a': 1, 'b': [2, True, None, 'ü']}, protocol)} of Python 3. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "286470300a56610a70310a49310a7356620a70320a286c70330a49320a614930310a614e6156fc0a70340a61732e",
                "80027d71002858010000006171014b0158010000006271025d7103284b02884e5802000000c3bc710465752e",
                "8004951c000000000000007d94288c0161944b018c0162945d94284b02884e8c02c3bc9465752e"
            })
    void dictionariesListsAndValuesAreRead(String hex) {
        assertThat(PickleReader.read(HexFormat.of().parseHex(hex)))
                .isEqualTo(Map.of("a", 1L, "b", Arrays.asList(2L, true, null, "ü")));
    }

    @Test
    void aTokenizerIsItsFields() {
        // An object of the class by NEWOBJ, with its fields by BUILD.
        byte[] pickle =
                pickle("\u0080\u0002ckeras.preprocessing.text\nTokenizer\n)\u0081}(U\tnum_wordsK\u0005U\nword_index"
                        + "}U\u0002hiK\u0001sub.");

        assertThat(PickleReader.isPickle(pickle)).isTrue();
        assertThat(PickleReader.read(pickle)).isEqualTo(Map.of("num_words", 5L, "word_index", Map.of("hi", 1L)));
    }

    @Test
    void textsOfNumpyAreTexts() {
        // numpy.core.multiarray.scalar(numpy.dtype('U2'), 'hi' in UTF-32).
        byte[] pickle =
                pickle("\u0080\u0003]cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\nU\u0002U2K\u0000K\u0001\u0087R"
                        + "C\bh\u0000\u0000\u0000i\u0000\u0000\u0000\u0086Ra.");

        assertThat(PickleReader.read(pickle)).isEqualTo(List.of("hi"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cos\nsystem\n(S'true'\ntR.",
                "\u0080\u0004\u008c\bbuiltins\u008c\u0004eval\u0093\u008c\u00011\u0085R.",
                "\u0080\u0002csubprocess\nPopen\n)\u0081."
            })
    void whatWouldRunIsRefusedByItsName(String pickle) {
        assertThatThrownBy(() -> PickleReader.read(pickle(pickle)))
                .isInstanceOf(UnusableKerasFileException.class)
                .hasMessageMatching("The pickle holds an object of '(os.system|builtins.eval|subprocess.Popen)',"
                        + " which is no vocabulary of Keras\\.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0080\u0004]",
                "\u0080\u0004a.",
                "\u0080\u0004X\u00ff\u00ff\u00ff\u007f.",
                "\u0080\u0004h\u0009.",
                ""
            })
    void aDamagedPickleIsRefused(String pickle) {
        assertThatThrownBy(() -> PickleReader.read(pickle(pickle)))
                .isInstanceOf(UnusableKerasFileException.class)
                .hasMessage("The pickle is damaged.");
    }

    private static byte[] pickle(String characters) {
        return characters.getBytes(StandardCharsets.ISO_8859_1);
    }
}
