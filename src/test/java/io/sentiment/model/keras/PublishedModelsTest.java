package io.sentiment.model.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.model.keras.SharedModels.Answer;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.NetworkWeights;
import io.sentiment.text.EncodedText;
import io.sentiment.text.rules.TextRules.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that people published answer here as they do in Keras, or are refused with the reason. */
class PublishedModelsTest {

    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "03-joperilio-lstm16/model__sentiment_model.h5",
                "04-raden-five-nets-post/model__lstm_model.h5",
                "04-raden-five-nets-post/model__lstm_model.keras",
                "04-raden-five-nets-post/model__rnn_model.h5",
                "04-raden-five-nets-post/models__birnn_model.h5",
                "05-nida-hardsigmoid/sentiment_model.h5",
                "08-vashishth-imdb-wordindex/artifacts__model.h5",
                "08-vashishth-imdb-wordindex/lstm_model.keras",
                "10-bharath-rnn-relu-keraszip/spam_model.keras",
                "13-beingzy-k209/lstm_rnn_imdb.h5",
                "13-beingzy-k209/simple_rnn_imdb.h5",
                "14-sharmila-bilstm2-softmax2/sentiment_lstm_model.h5",
                "15-milan-spatial-softmax2-recorded/spam_model.h5",
                "20-peyvand-textvectorization/spam_model.h5",
                "21-elnur-keraszip-spatial-bilstm/models__sentiment_model.keras"
            })
    void aNetworkAnswersIdsAsKerasDoesWithBothEngines(String model) throws IOException {
        KerasModel network = order(model, null).readNetwork();
        List<Answer> answers = SharedModels.answers(model);
        List<EncodedText> texts = answers.stream()
                .map(answer -> encoded(answer.ids(), network.masksZero()))
                .toList();
        assertThat(answers).isNotEmpty();
        for (InferenceEngine engine : engines(network.weights(), texts)) {
            try (engine) {
                float[] found = engine.positiveProbabilities(texts);
                for (int index = 0; index < found.length; index++) {
                    assertThat((double) found[index])
                            .as("%s by %s", Arrays.toString(answers.get(index).ids()), engine.name())
                            .isCloseTo(answers.get(index).positive(), within(TOLERANCE));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "03-joperilio-lstm16/model__sentiment_model.h5, model__tokenizer.pickle, post",
        "04-raden-five-nets-post/model__lstm_model.h5, tokenizer.pkl, post",
        "04-raden-five-nets-post/model__lstm_model.keras, tokenizer.pkl, post",
        "04-raden-five-nets-post/model__rnn_model.h5, tokenizer.pkl, post",
        "05-nida-hardsigmoid/sentiment_model.h5, tokenizer.pickle, post",
        "08-vashishth-imdb-wordindex/artifacts__model.h5, imdb_word_index.json, pre",
        "10-bharath-rnn-relu-keraszip/spam_model.keras, tokenizer.pkl, post"
    })
    void aBundleAnswersTextsAsKerasDoes(String model, String vocabulary, String padding) throws IOException {
        Path words = SharedModels.file(model).resolveSibling(vocabulary);
        VocabularyKind kind = vocabulary.startsWith("imdb") ? VocabularyKind.IMDB : VocabularyKind.AUTO;
        ImportedModel imported = new KerasImport(
                        SharedModels.file(model),
                        words,
                        kind,
                        Side.ofLabel(padding),
                        Side.PRE,
                        kind == VocabularyKind.IMDB ? 500 : null,
                        1,
                        false)
                .read();
        List<Answer> answers = SharedModels.textAnswers(model);
        assertThat(answers).isNotEmpty();
        float[] found =
                imported.probabilities(answers.stream().map(Answer::text).toList());
        for (int index = 0; index < found.length; index++) {
            assertThat((double) found[index])
                    .as(answers.get(index).text())
                    .isCloseTo(answers.get(index).positive(), within(TOLERANCE));
        }
    }

    @Test
    void aListOfTextsOfNumpyIsTheVocabularyOfATextVectorization() throws IOException {
        String model = "20-peyvand-textvectorization/spam_model.h5";
        Path words = SharedModels.file(model).resolveSibling("vectorizer_vocab.pkl");

        ImportedModel imported = order(model, words).read();

        assertThat(imported.vocabulary().size()).isEqualTo(5076);
        assertThat(imported.vocabulary().tokens().stream().filter(token -> token.startsWith("<unused")))
                .isEmpty();
        assertThat(imported.notes()).containsExactly("Texts are read as they are, of any length.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "01-anref-lstm-post-softmax3/sentiment_model.h5|answers with 3 classes",
                "06-twrz-bilstm-maskzero/sentiment_model.h5|answers with 3 classes",
                "11-madmac-bigru-recorded/model__spam_gru32.h5|a layer of the class 'GRU'",
                "18-snolot-gru-recdrop-k214/sentiment_model.h5|a layer of the class 'GRU'",
                "19-klauswong-bilstm-k212/sentiment.h5|answers with 3 classes",
                "23-nurul-functional-lstm2/model_pmb_lstm.h5|answers with 12 classes",
                "25-anuragh-tfkeras215-zip-bilstm2/emotion_model.keras|answers with 6 classes",
                "33-shubhu-gru-mit/sentiment_model.h5|a layer of the class 'GRU'",
                "30-dl4j-recorded-io/simple_lstm__simple_lstm_tf_keras_2_model.h5|LSTM",
                "30-dl4j-recorded-io/masking__masking_two_lstm.h5|a layer of the class 'Masking'",
                "30-dl4j-recorded-io/rnn_122.h5|a layer of the class 'RepeatVector'",
                "traps/shiwii-unbuilt.keras|saved before it was built or trained",
                "traps/nistha-unbuilt.h5|saved before it was built or trained",
                "traps/patrick-weights-only.h5|weights without a configuration",
                "traps/mrmidi-weights-only-named.keras|weights without a configuration",
                "traps/dshvadskiy-empty-k208-theano.h5|weights without a configuration",
                "traps/weffrey-tfhub-lambda.h5|a layer of the class 'Lambda'",
                "traps/twrz-lfs-pointer-tf_model.h5|a pointer of Git LFS"
            })
    void whatCannotBeImportedIsRefusedWithItsOwnSentence(String model, String sentence) {
        KerasImport order = order(model, null);
        assertThatThrownBy(order::read)
                .isInstanceOf(UnusableKerasFileException.class)
                .hasMessageContaining(sentence);
    }

    static KerasImport order(String model, @Nullable Path vocabulary) {
        return new KerasImport(SharedModels.file(model), vocabulary, VocabularyKind.AUTO, null, null, null, 1, false);
    }

    /** A network whose embedding masks 0 gets none of it. */
    private static EncodedText encoded(int[] ids, boolean masksZero) {
        int[] read = Arrays.stream(ids).filter(id -> id != 0 || !masksZero).toArray();
        return new EncodedText(read, read.length, 0, false);
    }

    private static List<InferenceEngine> engines(NetworkWeights weights, List<EncodedText> texts) {
        int longest = texts.stream().mapToInt(EncodedText::length).max().orElseThrow();
        return Networks.engines(Networks.reading(weights, longest));
    }
}
