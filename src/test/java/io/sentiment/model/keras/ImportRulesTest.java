package io.sentiment.model.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.text.rules.TextRules.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong when models of Keras are read elsewhere does not go wrong here. */
class ImportRulesTest {

    /** Of words "a" to "c"; "a" is the unknown word. */
    private static final String WORDS = """
            {"class_name": "Tokenizer", "config": {"num_words": null, "filters": "!,.", "lower": true, "split": " ",
             "char_level": false, "oov_token": "a", "word_index": "{\\"a\\": 1, \\"b\\": 2, \\"c\\": 3}"}}
            """;

    @TempDir
    Path folder;

    @Test
    void gatesStandWhereKerasHasThemAndAreReadWhereDl4jHasThem() throws IOException {
        KerasFile file = plain();

        float found = probability(file, "b c");

        assertThat((double) found).isCloseTo(expected(new int[] {2, 3}, ImportRulesTest::sigmoid), within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"2.2.4, 5", "3.10.0, 6"})
    void theHardSigmoidIsThatOfTheReleaseThatWroteTheFile(String version, double width) throws IOException {
        KerasFile file = new KerasFile(version)
                .embedding(4, true)
                .lstm("\"activation\": \"tanh\", \"recurrent_activation\": \"hard_sigmoid\"")
                .dense("sigmoid");

        float found = probability(file, "b c");

        assertThat((double) found)
                .isCloseTo(expected(new int[] {2, 3}, x -> Math.min(1, Math.max(0, x / width + .5))), within(1e-6));
    }

    @Test
    void paddingIsReadWhereTheEmbeddingDoesNotMaskIt() throws IOException {
        KerasFile file = new KerasFile("3.10.0").embedding(4, false).lstm("").dense("sigmoid");

        assertThat((double) probability(file, "b c", Side.PRE, Side.PRE, 4))
                .isCloseTo(expected(new int[] {0, 0, 2, 3}, ImportRulesTest::sigmoid), within(1e-6));
        assertThat((double) probability(file, "b c", Side.POST, Side.PRE, 4))
                .isCloseTo(expected(new int[] {2, 3, 0, 0}, ImportRulesTest::sigmoid), within(1e-6));
        assertThat((double) probability(file, "b c c", Side.POST, Side.PRE, 2))
                .isCloseTo(expected(new int[] {3, 3}, ImportRulesTest::sigmoid), within(1e-6));
        assertThat((double) probability(file, "b c c", Side.POST, Side.POST, 2))
                .isCloseTo(expected(new int[] {2, 3}, ImportRulesTest::sigmoid), within(1e-6));
    }

    @Test
    void aLengthMustBeKnownWherePaddingIsReadAndIsThatOfTheModel() throws IOException {
        KerasFile file = new KerasFile("3.10.0").embedding(4, false).lstm("").dense("sigmoid");
        assertRefused(file, "nothing says how long its texts are");

        KerasFile ofFive = new KerasFile("2.4.0")
                .layer("InputLayer", "\"name\": \"input\", \"batch_input_shape\": [8, 5], \"dtype\": \"float32\"")
                .embedding(4, false)
                .lstm("\"stateful\": true")
                .dense("sigmoid");
        ImportedModel model = read(ofFive, null, null, null);
        assertThat(model.weights().architecture().maximumLength()).isEqualTo(5);
        assertThat(model.notes())
                .anyMatch(note -> note.contains("batches of 8 texts"))
                .anyMatch(note -> note.contains("is stateful in Keras"))
                .anyMatch(note -> note.equals(
                        "Texts are padded (pre) and truncated (pre) to 5 ids, as Keras does where nobody says."));
        assertThatThrownBy(() -> read(ofFive, null, null, 6)).hasMessage("The model has texts of 5 ids, not of 6.");
    }

    @Test
    void aSoftmaxOfTwoIsTheSigmoidOfItsDifference() throws IOException {
        KerasFile file = new KerasFile("3.10.0")
                .embedding(4, true)
                .lstm("")
                .layer("Dense", "\"name\": \"dense\", \"units\": 2, \"activation\": \"softmax\"")
                .array("dense/dense/kernel:0", new float[][] {{1, 3}})
                .array("dense/dense/bias:0", new float[] {.25f, -.25f});

        assertThat((double) probability(file, "b c"))
                .isCloseTo(expected(new int[] {2, 3}, ImportRulesTest::sigmoid), within(1e-6));
        ImportedModel first = new KerasImport(
                        file.hdf5(folder.resolve("first.h5")),
                        vocabulary(),
                        VocabularyKind.AUTO,
                        null,
                        null,
                        null,
                        0,
                        false)
                .read();
        assertThat((double) first.probabilities(List.of("b c"))[0])
                .isCloseTo(1 - expected(new int[] {2, 3}, ImportRulesTest::sigmoid), within(1e-6));
    }

    @Test
    void aLinearAnswerNeedsTheWordThatItIsLogOdds() throws IOException {
        KerasFile file = new KerasFile("3.10.0").embedding(4, true).lstm("").dense("linear");
        assertRefused(file, "say --logits");
        ImportedModel model = new KerasImport(
                        file.hdf5(folder.resolve("logits.h5")),
                        vocabulary(),
                        VocabularyKind.AUTO,
                        null,
                        null,
                        null,
                        1,
                        true)
                .read();
        assertThat((double) model.probabilities(List.of("b c"))[0])
                .isCloseTo(expected(new int[] {2, 3}, ImportRulesTest::sigmoid), within(1e-6));
    }

    @Test
    void anActivationMayStandApartAndDropoutChangesNothing() throws IOException {
        KerasFile file = new KerasFile("2.1.4")
                .embedding(4, true)
                .layer("SpatialDropout1D", "\"name\": \"spatial\", \"rate\": 0.5")
                .lstm("\"dropout\": 0.5, \"recurrent_dropout\": 0.5")
                .layer("Dropout", "\"name\": \"dropout\", \"rate\": 0.5")
                .dense("linear")
                .layer("Activation", "\"name\": \"activation\", \"activation\": \"sigmoid\"");

        assertThat((double) probability(file, "b c"))
                .isCloseTo(expected(new int[] {2, 3}, ImportRulesTest::sigmoid), within(1e-6));
        assertThat(read(file, null, null, null).notes())
                .anyMatch(note -> note.contains("recurrent dropout of the layer 'lstm'"));
    }

    @Test
    void withoutBiasesThereAreZeros() throws IOException {
        KerasFile zeros =
                plain().array("lstm/lstm/lstm_cell/bias:0", new float[4]).array("dense/dense/bias:0", new float[1]);
        KerasFile none = new KerasFile("3.10.0")
                .embedding(4, true)
                .lstm("\"use_bias\": false")
                .layer("Dense", "\"name\": \"dense\", \"units\": 1, \"activation\": \"sigmoid\", \"use_bias\": false")
                .array("dense/dense/kernel:0", new float[][] {{2}})
                .without("lstm/lstm/lstm_cell/bias:0");

        assertThat(probability(none, "b c")).isEqualTo(probability(zeros, "b c"));
    }

    @Test
    void theGatesOfKeras1StandInArraysOfTheirOwn() throws IOException {
        KerasFile file = new KerasFile("1.2.2")
                .layer(
                        "Embedding",
                        "\"name\": \"embedding_1\", \"input_dim\": 4, \"output_dim\": 2, \"mask_zero\": true")
                .array("embedding_1/embedding_1_W", new float[][] {{0, 0}, {.1f, -.1f}, {.2f, -.2f}, {.3f, -.3f}})
                .layer(
                        "LSTM",
                        "\"name\": \"lstm_1\", \"output_dim\": 1, \"activation\": \"tanh\","
                                + " \"inner_activation\": \"sigmoid\"")
                .layer("Dense", "\"name\": \"dense_1\", \"output_dim\": 1, \"activation\": \"sigmoid\"")
                .array("dense_1/dense_1_W", new float[][] {{2}})
                .array("dense_1/dense_1_b", new float[] {-.5f});
        float[][] kernel = {{.1f, .2f, .3f, .4f}, {.5f, .6f, .7f, .8f}};
        float[] recurrent = {.4f, .3f, .2f, .1f};
        float[] bias = {.1f, 1, .2f, .3f};
        String[] gates = {"i", "f", "c", "o"};
        for (int gate = 0; gate < 4; gate++) {
            file.array("lstm_1/lstm_1_W_" + gates[gate], new float[][] {{kernel[0][gate]}, {kernel[1][gate]}})
                    .array("lstm_1/lstm_1_U_" + gates[gate], new float[][] {{recurrent[gate]}})
                    .array("lstm_1/lstm_1_b_" + gates[gate], new float[] {bias[gate]});
        }

        assertThat((double) probability(file, "b c"))
                .isCloseTo(expected(new int[] {2, 3}, ImportRulesTest::sigmoid), within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"layers", "_layer_checkpoint_dependencies"})
    void aZipNumbersItsArraysByTheClassesOfTheLayers(String root) throws IOException {
        KerasFile file = new KerasFile("3.10.0")
                .layer(
                        "Embedding",
                        "\"name\": \"embedding_7\", \"input_dim\": 4, \"output_dim\": 2, \"mask_zero\": true")
                .array("embedding/vars/0", new float[][] {{0, 0}, {.1f, -.1f}, {.2f, -.2f}, {.3f, -.3f}})
                .layer(
                        "LSTM",
                        "\"name\": \"lstm_7\", \"units\": 1, \"activation\": \"tanh\","
                                + " \"recurrent_activation\": \"sigmoid\"")
                .array("lstm/cell/vars/0", new float[][] {{.1f, .2f, .3f, .4f}, {.5f, .6f, .7f, .8f}})
                .array("lstm/cell/vars/1", new float[][] {{.4f, .3f, .2f, .1f}})
                .array("lstm/cell/vars/2", new float[] {.1f, 1, .2f, .3f})
                .array("lstm/cell/seed_generator/vars/0", new float[] {1, 2})
                .layer("Dense", "\"name\": \"dense_7\", \"units\": 1, \"activation\": \"sigmoid\"")
                .array("dense/vars/0", new float[][] {{2}})
                .array("dense/vars/1", new float[] {-.5f});
        KerasImport order = order(file.zip(folder.resolve("model.h5"), root), null, null, null);

        assertThat((double) order.read().probabilities(List.of("b c"))[0])
                .isCloseTo(expected(new int[] {2, 3}, ImportRulesTest::sigmoid), within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"concat, 2", "sum, 1", "ave, 1", "mul, 1"})
    void directionsArePutTogetherAsTheModelSays(String mode, int inputs) throws IOException {
        KerasFile file = new KerasFile("3.10.0").embedding(4, true);
        file.layer(
                "Bidirectional",
                "\"name\": \"both\", \"merge_mode\": \"" + mode
                        + "\", \"layer\": {\"class_name\": \"SimpleRNN\", \"config\":"
                        + " {\"name\": \"rnn\", \"units\": 1, \"activation\": \"relu\"}}");
        for (String direction : List.of("forward", "backward")) {
            float weight = direction.equals("forward") ? 1 : 3;
            file.array("both/both/" + direction + "_rnn/cell/kernel:0", new float[][] {{weight}, {0}})
                    .array("both/both/" + direction + "_rnn/cell/recurrent_kernel:0", new float[][] {{.5f}})
                    .array("both/both/" + direction + "_rnn/cell/bias:0", new float[1]);
        }
        file.layer("Dense", "\"name\": \"dense\", \"units\": 1, \"activation\": \"sigmoid\"")
                .array("dense/dense/kernel:0", inputs == 2 ? new float[][] {{1}, {2}} : new float[][] {{1}})
                .array("dense/dense/bias:0", new float[1]);
        // b is .2 and c .3: forwards .5·.2 + .3 = .4, backwards 3·(.5·.3 + .2) = 1.05.
        double logOdds = switch (mode) {
            case "concat" -> .4 + 2 * 1.05;
            case "sum" -> .4 + 1.05;
            case "mul" -> .4 * 1.05;
            default -> (.4 + 1.05) / 2;
        };

        assertThat((double) probability(file, "b c")).isCloseTo(sigmoid(logOdds), within(1e-6));
    }

    @Test
    void layersOfDifferentWidthsAndADenseLayerBetweenAreOneNetwork() throws IOException {
        KerasFile file = new KerasFile("3.10.0")
                .embedding(4, true)
                .layer(
                        "SimpleRNN",
                        "\"name\": \"wide\", \"units\": 2, \"activation\": \"relu\", \"return_sequences\": true")
                .array("wide/wide/cell/kernel:0", new float[][] {{1, 2}, {0, 0}})
                .array("wide/wide/cell/recurrent_kernel:0", new float[2][2])
                .array("wide/wide/cell/bias:0", new float[2])
                .layer("SimpleRNN", "\"name\": \"narrow\", \"units\": 1, \"activation\": \"relu\"")
                .array("narrow/narrow/cell/kernel:0", new float[][] {{1}, {1}})
                .array("narrow/narrow/cell/recurrent_kernel:0", new float[][] {{.5f}})
                .array("narrow/narrow/cell/bias:0", new float[1])
                .layer("Dense", "\"name\": \"between\", \"units\": 2, \"activation\": \"relu\"")
                .array("between/between/kernel:0", new float[][] {{1, -1}})
                .array("between/between/bias:0", new float[] {.5f, 0})
                .layer("Dense", "\"name\": \"dense\", \"units\": 1, \"activation\": \"sigmoid\"")
                .array("dense/dense/kernel:0", new float[][] {{1}, {9}})
                .array("dense/dense/bias:0", new float[] {-1});

        // b is .2 and c .3: the wide layer gives .2, .4 and .3, .6; the narrow one .6, and .9 + .5·.6 = 1.2.
        assertThat((double) probability(file, "b c")).isCloseTo(sigmoid(1.2 + .5 - 1), within(1e-6));
        assertThat(read(file, null, null, null).summary().toText("it"))
                .contains("wide (SimpleRNN)", "between (Dense)", "Total params: 29");
    }

    @Test
    void whatIsMissingMisshapenOrNotFiniteIsNamed() {
        assertRefused(
                plain().without("lstm/lstm/lstm_cell/bias:0"), "The file has no array 'bias' of the layer 'lstm'.");
        assertRefused(
                plain().array("dense/dense/kernel:0", new float[][] {{1, 2}}),
                "The array 'kernel' of the layer 'dense' has the shape [1, 2], but its configuration asks for [1, 1].");
        assertRefused(
                plain().array("dense/dense/bias:0", new float[] {Float.NaN}),
                "The array 'bias' of the layer 'dense' holds values that are not finite.");
    }

    @Test
    void doublePrecisionIsReadAndOtherNumbersAreRefused() throws IOException {
        assertThat(probability(plain().array("dense/dense/bias:0", new double[] {-.5}), "b c"))
                .isEqualTo(probability(plain(), "b c"));
        assertRefused(plain().array("dense/dense/bias:0", new int[] {1}), "no numbers of single or double precision");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GRU|\"name\": \"gru\", \"units\": 1|The model has a layer of the class 'GRU' ('gru')",
                "Attention|\"name\": \"own\"|The model has a layer of the class 'Attention' ('own')",
                "LSTM|\"name\": \"second\", \"units\": 1, \"activation\": \"tanh\"|gets the last state alone of 'lstm'",
            })
    void aLayerThatCannotBeImportedIsRefusedByItsName(String type, String settings, String sentence) {
        assertRefused(
                new KerasFile("3.10.0")
                        .embedding(4, true)
                        .lstm("")
                        .layer(type, settings)
                        .dense("sigmoid"),
                sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"go_backwards\": true|reads backwards alone",
                "\"return_sequences\": true|reads the states of all steps",
                "\"activation\": \"gelu\", \"recurrent_activation\": \"sigmoid\"|the activation 'gelu'"
            })
    void aSettingThatWouldChangeTheAnswersIsRefused(String setting, String sentence) {
        assertRefused(new KerasFile("3.10.0").embedding(4, true).lstm(setting).dense("sigmoid"), sentence);
    }

    @Test
    void compressedArraysAreRead() throws IOException {
        assertThat(probability(plain().compressed(), "b c")).isEqualTo(probability(plain(), "b c"));
    }

    @Test
    void unknownKeysAreNotLookedAt() throws IOException {
        KerasFile file = new KerasFile("9.9.9")
                .embedding(4, true)
                .lstm("\"time_major\": false, \"of_the_future\": {\"module\": \"x\"}")
                .dense("sigmoid");
        assertThat(probability(file, "b c")).isEqualTo(probability(plain(), "b c"));
    }

    @Test
    void anInputThatHoldsNoIdsIsRefused() {
        assertRefused(
                new KerasFile("3.10.0")
                        .layer("InputLayer", "\"name\": \"input\", \"dtype\": \"uint8\"")
                        .embedding(4, true)
                        .lstm("")
                        .dense("sigmoid"),
                "takes ids as uint8");
    }

    @Test
    void anUntrainedModelIsTold() throws IOException {
        KerasFile file = plain().array("lstm/lstm/lstm_cell/bias:0", new float[] {0, 1, 0, 0});
        assertThat(read(file, null, null, null).notes()).anyMatch(note -> note.contains("looks untrained"));
        assertThat(read(plain(), null, null, null).notes()).noneMatch(note -> note.contains("looks untrained"));
    }

    @Test
    void aBundleThatIsWrittenAnswersAsTheModel() throws IOException {
        ImportedModel model = read(plain(), null, null, null);
        model.write(folder.resolve("bundle"), new ModelVersion("imported", 1), List.of("en"), 0.25);

        ModelBundle bundle = ModelBundle.open(folder.resolve("bundle"));
        assertThat(bundle.manifest().threshold()).isEqualTo(0.25);
        assertThat(bundle.manifest().tokenizer()).isEqualTo(model.tokenizer());
        assertThat(bundle.manifest().architecture()).isEqualTo(model.weights().architecture());
        try (var network = bundle.openNetwork()) {
            assertThat(network.positiveProbabilities(List.of(bundle.encoder().encode("b c"))))
                    .isEqualTo(model.probabilities(List.of("b c")));
        }
    }

    @Test
    void aTextThatIsAnsweredOtherwiseRefusesTheImport() throws IOException {
        ImportedModel model = read(plain(), null, null, null);
        float found = model.probabilities(List.of("b c"))[0];

        model.verify(List.of(new ExpectedProbability("b c", found + .9e-4)));
        assertThatThrownBy(() -> model.verify(List.of(new ExpectedProbability("b c", found + 2e-4))))
                .isInstanceOf(UnusableKerasFileException.class)
                .hasMessageContaining("The network gives \"b c\"");
    }

    private static KerasFile plain() {
        return new KerasFile("3.10.0").embedding(4, true).lstm("").dense("sigmoid");
    }

    private float probability(KerasFile file, String text) throws IOException {
        return read(file, null, null, null).probabilities(List.of(text))[0];
    }

    private float probability(KerasFile file, String text, Side padding, Side truncating, int length)
            throws IOException {
        return read(file, padding, truncating, length).probabilities(List.of(text))[0];
    }

    private ImportedModel read(
            KerasFile file, @Nullable Side padding, @Nullable Side truncating, @Nullable Integer length)
            throws IOException {
        return order(file.hdf5(folder.resolve("model.keras")), padding, truncating, length)
                .read();
    }

    private void assertRefused(KerasFile file, String sentence) {
        assertThatThrownBy(() -> read(file, null, null, null))
                .isInstanceOf(UnusableKerasFileException.class)
                .hasMessageContaining(sentence);
    }

    private KerasImport order(Path file, @Nullable Side padding, @Nullable Side truncating, @Nullable Integer length)
            throws IOException {
        return new KerasImport(file, vocabulary(), VocabularyKind.AUTO, padding, truncating, length, 1, false);
    }

    private Path vocabulary() throws IOException {
        return Files.writeString(folder.resolve("words"), WORDS);
    }

    /** The equations of Keras' LSTM, of one unit, with the weights of {@link KerasFile#lstm}. */
    private static double expected(int[] ids, DoubleUnaryOperator gate) {
        double state = 0;
        double cell = 0;
        for (int id : ids) {
            double x = id / 10.0;
            double i = gate.applyAsDouble(.1 * x - .5 * x + .4 * state + .1);
            double f = gate.applyAsDouble(.2 * x - .6 * x + .3 * state + 1);
            double c = Math.tanh(.3 * x - .7 * x + .2 * state + .2);
            double o = gate.applyAsDouble(.4 * x - .8 * x + .1 * state + .3);
            cell = f * cell + i * c;
            state = o * Math.tanh(cell);
        }
        return sigmoid(2 * state - .5);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
