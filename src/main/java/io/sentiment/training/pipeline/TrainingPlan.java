package io.sentiment.training.pipeline;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.model.card.NewVersion;
import io.sentiment.network.Architecture;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.pretraining.PretrainingStage;
import io.sentiment.rows.Fingerprints;
import io.sentiment.text.TokenizerSettings;
import io.sentiment.text.Vocabulary;
import io.sentiment.text.VocabularyBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a version is to be made of its rows. Immutable.
 *
 * @param version model and number
 * @param languages of the texts, as BCP 47 tags
 * @param beginning weights and words to begin with
 * @param minimumCount occurrences in the training texts from which a word is learned, at least 1
 * @param settings epochs, batch size, learning rate, seed and so on
 * @param runs how often the training goes from the same weights, of whose results the mean is taken
 * @param stages what is learned before the training, in order, of the labelled and unlabelled texts without their labels
 * @param teachers whose answers label the unlabelled texts, which then join the training rows, or are mixed into labels
 * @param calibrate whether a temperature is fitted to the development texts afterwards
 * @param certainAccuracy share of the answers to development texts that is to be right outside of a band of uncertain ones,
 *     which is then fitted; 0 for none
 * @param command the command line of the training, or a sentence that says what did it
 */
public record TrainingPlan(
        ModelVersion version,
        List<String> languages,
        Beginning beginning,
        int minimumCount,
        TrainingSettings settings,
        int runs,
        List<PretrainingStage> stages,
        Teachers teachers,
        boolean calibrate,
        double certainAccuracy,
        String command) {

    /** What an answer has to be worth to be a sure one where nobody says otherwise. */
    public static final double CERTAIN_ACCURACY = 0.95;

    /** Copies the lists. */
    public TrainingPlan {
        languages = List.copyOf(languages);
        stages = List.copyOf(stages);
    }

    /**
     * What a training begins with: random weights, or the weights and words of a parent. Immutable.
     *
     * @param architecture with the largest vocabulary that the network may have
     * @param pieces share of a new vocabulary that is kept for pieces of rare words, from 0 to 0.5; a parent's vocabulary
     *     keeps the pieces that it has
     * @param parent the bundle whose weights and words are taken over, or null for random weights
     * @param ancestors of the rows that the parent and its ancestors were trained on
     */
    public record Beginning(
            Architecture architecture,
            double pieces,
            @Nullable ModelBundle parent,
            Fingerprints ancestors) {

        /** Random weights, and the most frequent words of the training texts. */
        public static Beginning scratch(Architecture architecture, double pieces) {
            return new Beginning(architecture, pieces, null, Fingerprints.NONE);
        }

        /**
         * The weights, words and architecture of a parent. New words of the training texts get embeddings of their own.
         *
         * @param maximumVocabularySize tokens that the network may know, those of the parent included; a parent that knows as
         *     many already learns no new word
         * @param ancestors of the rows that the parent and its ancestors were trained on
         */
        public static Beginning parent(ModelBundle parent, int maximumVocabularySize, Fingerprints ancestors) {
            Architecture architecture = parent.manifest().architecture();
            int size = Math.max(maximumVocabularySize, architecture.vocabularySize());
            return new Beginning(architecture.withVocabularySize(size), 0, parent, ancestors);
        }

        /** What cuts the texts into the tokens that the network reads. */
        public TokenizerSettings tokenizer() {
            return parent == null
                    ? TokenizerSettings.current()
                    : parent.manifest().tokenizer().ofSuccessor();
        }

        /** The probability from which a text is called positive. */
        public double threshold() {
            return parent == null
                    ? NewVersion.EVEN_THRESHOLD
                    : parent.manifest().threshold();
        }

        /** How many tokens of a vocabulary the parent does not know; all of them without a parent. */
        int newWords(Vocabulary vocabulary) {
            return vocabulary.size() - (parent == null ? 0 : parent.vocabulary().size());
        }

        Vocabulary vocabulary(VocabularyBuilder words, int minimumCount) {
            int size = architecture.vocabularySize();
            if (parent != null) {
                return words.extend(parent.vocabulary(), size, minimumCount);
            }
            return words.build(size, minimumCount, (int) (pieces * (size - Vocabulary.RESERVED_IDS)));
        }

        /** A network for that vocabulary, to be trained and closed by the caller. */
        SentimentNetwork network(Vocabulary vocabulary, TrainingSettings settings) {
            if (parent == null) {
                return SentimentNetwork.create(architecture.withVocabularySize(vocabulary.size()), settings);
            }
            try (SentimentNetwork earlier = parent.openNetwork()) {
                return SentimentNetwork.continuing(earlier, vocabulary.size(), settings);
            }
        }

        /** The scripts of the parent, and after them those of the training texts. */
        List<String> withScripts(List<String> scripts) {
            return parent == null
                    ? scripts
                    : Stream.concat(parent.manifest().scripts().stream(), scripts.stream())
                            .distinct()
                            .toList();
        }

        /** What made the weights of the parent, and after it the data sets of this training. */
        List<UsedDataSet> withDataSets(List<UsedDataSet> dataSets) {
            return parent == null
                    ? dataSets
                    : Stream.concat(
                                    parent.manifest().dataSets().stream()
                                            .filter(data -> data.use() == UsedDataSet.Use.TRAINING),
                                    dataSets.stream())
                            .toList();
        }
    }
}
