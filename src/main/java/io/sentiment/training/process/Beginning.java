package io.sentiment.training.process;

import io.sentiment.model.bundle.DataSetUse;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UsedDataSet;
import io.sentiment.model.card.NewVersion;
import io.sentiment.network.Architecture;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a retraining begins with.
 *
 * @param parent the bundle whose weights and words it takes over, or null from scratch
 * @param architecture with the largest vocabulary that the network may have
 */
record Beginning(TrainingOrder order, @Nullable ModelBundle parent, Architecture architecture) {

    /** @throws UnusableOrderException if it is to begin from a champion that is not there */
    static Beginning of(TrainingOrder order, @Nullable ModelBundle champion) {
        if (order.start() instanceof TrainingStart.Scratch scratch) {
            return new Beginning(order, null, scratch.architecture());
        }
        if (champion == null) {
            throw new UnusableOrderException("The training is to begin with the champion's weights, but there is no"
                    + " champion.zip: add it, or train from scratch.");
        }
        int bound = ((TrainingStart.Champion) order.start()).maximumVocabularySize();
        Architecture architecture = champion.manifest().architecture();
        return new Beginning(
                order, champion, architecture.withVocabularySize(Math.max(bound, architecture.vocabularySize())));
    }

    TrainingRows readRows(OrderFolder folder) {
        return TrainingRows.read(
                folder,
                parent == null ? null : parent.vocabulary(),
                architecture.vocabularySize(),
                order.minimumCount(),
                architecture.maximumLength());
    }

    int newWords(Vocabulary vocabulary) {
        return vocabulary.size() - (parent == null ? 0 : parent.vocabulary().size());
    }

    /** A network for that vocabulary, to be trained and closed by the caller. */
    SentimentNetwork network(Vocabulary vocabulary) {
        if (parent == null) {
            return SentimentNetwork.create(architecture.withVocabularySize(vocabulary.size()), order.settings());
        }
        try (SentimentNetwork earlier = parent.openNetwork()) {
            return SentimentNetwork.continuing(earlier, vocabulary.size(), order.settings());
        }
    }

    double threshold() {
        return parent == null ? NewVersion.EVEN_THRESHOLD : parent.manifest().threshold();
    }

    /** The version that the training makes of these rows. */
    NewVersion version(TrainingRows rows, List<UsedDataSet> heldOut) {
        List<UsedDataSet> dataSets = new ArrayList<>(inheritedData());
        String name = "version-" + order.version();
        dataSets.add(OrderRows.used(name + "/training", DataSetUse.TRAINING, rows.trainingFile()));
        dataSets.add(OrderRows.used(name + "/development", DataSetUse.DEVELOPMENT, rows.developmentFile()));
        dataSets.addAll(heldOut);
        return new NewVersion(
                new ModelVersion(order.model(), order.version()),
                order.languages(),
                scripts(rows),
                rows.vocabulary(),
                threshold(),
                order.settings(),
                dataSets,
                order.description());
    }

    /** What made the weights that it begins with. */
    private List<UsedDataSet> inheritedData() {
        return parent == null
                ? List.of()
                : parent.manifest().dataSets().stream()
                        .filter(data -> data.use() == DataSetUse.TRAINING)
                        .toList();
    }

    private List<String> scripts(TrainingRows rows) {
        if (parent == null) {
            return rows.scripts();
        }
        ModelManifest manifest = parent.manifest();
        return Stream.concat(manifest.scripts().stream(), rows.scripts().stream())
                .distinct()
                .toList();
    }
}
