package io.sentiment.training.pipeline;

import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UncertainBand;
import io.sentiment.network.Architecture;
import io.sentiment.network.LabelledText;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.engines.TrainingDevice;
import io.sentiment.network.pretraining.Pretraining;
import io.sentiment.network.pretraining.PretrainingListener;
import io.sentiment.network.pretraining.TokenCorpus;
import io.sentiment.network.training.RepeatedTraining;
import io.sentiment.network.training.StateKeeper;
import io.sentiment.network.training.TemperatureScaling;
import io.sentiment.network.training.Trainer;
import io.sentiment.network.training.TrainingListener;
import io.sentiment.network.training.TrainingResult;
import io.sentiment.network.training.TrainingTexts;
import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.Vocabulary;
import io.sentiment.training.checkpoint.CheckpointFolder;
import io.sentiment.training.checkpoint.Stopwatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From labelled rows and a plan to a trained network. The command {@code train} and the training process of a retraining
 * read their rows in ways of their own and then come here, so that the same rows, settings and seed make the same
 * network. Texts are read, and only their token ids are held. One at a time in a process, as with {@link Trainer}.
 */
public final class TrainingPipeline {

    /** Labelled rows that can be gone through several times, always in the same order, without being held in memory. */
    @FunctionalInterface
    public interface Rows {

        /** Passes every row on. */
        void forEach(Consumer<LabelledRow> action);
    }

    /** Follows a training from its first stage to its calibration. Called on the thread that trains. */
    public interface Listener extends PretrainingListener, TrainingListener {

        /** When the CPU takes over what a GPU did not finish, with the reason. */
        @Override
        default void leftGpu(String reason) {}

        /** Before the first stage of a pre-training, with the size of what it learns from. */
        default void pretrainingBegins(int texts, long tokens) {}

        /** Before a teacher answers that many texts. */
        default void teacherAnswers(ModelVersion teacher, int texts) {}

        /** After a calibration that divided the log odds of all answers by {@code temperature}. */
        default void calibrated(double temperature) {}

        /** After a band of uncertain answers was looked for, with a sentence that tells it or why there is none. */
        default void uncertaintyFitted(String sentence) {}

        /** Asked after each batch: whether the training is to stop; that of labelled texts keeps its best epoch so far. */
        @Override
        default boolean cancelled() {
            return false;
        }
    }

    private final TrainingPlan plan;
    private final List<Rows> training;
    private final UnlabelledTexts unlabelled;
    private final List<String> scripts;
    private final Vocabulary vocabulary;
    private final Fingerprints trainingRows;
    private final Encoder encoder;

    /** Cuts texts off that are not trained on piece by piece. */
    private final Encoder trainingEncoder;

    private final TrainingTexts texts;

    /**
     * Chooses the vocabulary and reads the rows.
     *
     * @param words of the training rows and the unlabelled texts
     * @param training sets of rows to learn from; only different and unambiguous texts, none of which is measured on
     * @param development sets of rows that select the best epoch, by name
     * @param unlabelled what the stages and the teachers of the plan work on besides
     * @throws UnusableDataException if the training texts hold no letters
     */
    public TrainingPipeline(
            TrainingPlan plan,
            Words words,
            List<Rows> training,
            Map<String, Rows> development,
            UnlabelledTexts unlabelled) {
        this.plan = plan;
        this.training = List.copyOf(training);
        this.unlabelled = unlabelled;
        this.scripts = plan.beginning().withScripts(words.scripts());
        this.vocabulary = plan.beginning().vocabulary(words.tokens(), plan.minimumCount());
        this.trainingRows = plan.beginning().ancestors().and(words.fingerprints());
        Architecture shape = plan.beginning().architecture();
        Tokenizer tokenizer = new Tokenizer(plan.beginning().tokenizer());
        this.encoder = new Encoder(tokenizer, vocabulary, shape.readableTokens());
        this.trainingEncoder = new Encoder(
                tokenizer,
                vocabulary,
                plan.settings().continuity().chunk() > 0
                                && !shape.particularsOrNone().bounded()
                        ? Integer.MAX_VALUE
                        : shape.maximumLength());
        Map<String, List<LabelledText>> selecting = new LinkedHashMap<>();
        List<List<LabelledText>> learnable =
                training.stream().map(rows -> encode(rows, trainingEncoder)).toList();
        development.forEach((name, rows) -> selecting.put(name, encode(rows, encoder)));
        this.texts = new TrainingTexts(learnable, selecting);
    }

    /** The architecture of the network, with the size of the vocabulary that it got. */
    public Architecture architecture() {
        return plan.beginning().architecture().withVocabularySize(vocabulary.size());
    }

    /** Number of labelled rows to train on. */
    public int trainingRows() {
        return texts.training().stream().mapToInt(List::size).sum();
    }

    /** Number of rows that select the best epoch. */
    public int developmentRows() {
        return texts.development().values().stream().mapToInt(List::size).sum();
    }

    /** How many tokens of the vocabulary are new to the parent; all of them without one. */
    public int newWords() {
        return plan.beginning().newWords(vocabulary);
    }

    /** A network with the weights to begin with, to be closed by the caller. */
    public SentimentNetwork createNetwork() {
        return plan.beginning().network(vocabulary, plan.settings());
    }

    /**
     * Trains a network that {@link #createNetwork} made.
     *
     * @param checkpoints from which an interrupted training goes on, or null for none
     * @param device that computes as long as it does not fail
     * @throws CancellationException if the listener cancelled the training so early that there is nothing to keep, or
     *     checkpoints hold what there is
     * @throws Trainer.DivergedException if the loss is no longer a number
     * @throws java.io.UncheckedIOException if a checkpoint cannot be stored or read
     */
    public TrainedNetwork train(
            SentimentNetwork network,
            @Nullable CheckpointFolder checkpoints,
            Listener listener,
            TrainingDevice device) {
        Stopwatch stopwatch = checkpoints == null ? new Stopwatch() : checkpoints.stopwatch();
        pretrain(network, checkpoints == null ? Pretraining.Results.NONE : checkpoints.stages(), listener, device);
        TrainingResult result = trainOnLabels(network, checkpoints, listener, device);
        if (plan.calibrate()) {
            double temperature = TemperatureScaling.calibrate(network, texts.development(), device);
            listener.calibrated(temperature);
            result = result.withTemperature(temperature);
        }
        UncertainBand uncertain = uncertain(network, listener, device);
        return new TrainedNetwork(
                plan,
                scripts,
                vocabulary,
                trainingRows,
                encoder,
                texts.development(),
                network,
                result,
                uncertain,
                stopwatch.seconds());
    }

    /** With the probabilities that the version will give. */
    private @Nullable UncertainBand uncertain(SentimentNetwork network, Listener listener, TrainingDevice device) {
        if (plan.certainAccuracy() == 0) {
            return null;
        }
        UncertaintyFit.Outcome outcome = device.measure(
                network,
                engine -> UncertaintyFit.of(
                        engine, texts.development(), plan.beginning().threshold(), plan.certainAccuracy()));
        listener.uncertaintyFitted(outcome.sentence());
        return outcome.band();
    }

    private void pretrain(
            SentimentNetwork network, Pretraining.Results results, Listener listener, TrainingDevice device) {
        if (plan.stages().isEmpty()) {
            return;
        }
        TokenCorpus corpus = unlabelled.corpus(training, vocabulary);
        listener.pretrainingBegins(corpus.size(), corpus.tokens());
        try {
            new Pretraining(plan.stages(), listener, results, device).train(network, corpus);
        } catch (CancellationException e) {
            throw cancelled("Interrupted during the pre-training; no model was stored.", e);
        }
    }

    private TrainingResult trainOnLabels(
            SentimentNetwork network,
            @Nullable CheckpointFolder checkpoints,
            Listener listener,
            TrainingDevice device) {
        Teachers teachers = plan.teachers();
        List<List<LabelledText>> learnable = new ArrayList<>(teachers.mix(training, texts.training(), listener));
        learnable.add(teachers.label(unlabelled, trainingEncoder, listener));
        TrainingResult result;
        try {
            result = new RepeatedTraining(
                            plan.settings(),
                            plan.runs(),
                            listener,
                            run -> checkpoints == null ? StateKeeper.NONE : checkpoints.ofRun(run),
                            device)
                    .train(
                            network,
                            new TrainingTexts(learnable, texts.development(), withoutLabels(), plan.calibrate()));
        } catch (CancellationException e) {
            throw cancelled("Interrupted before the first epoch was finished; nothing was stored.", e);
        }
        if (checkpoints != null && result.cancelled()) {
            throw new CancellationException(
                    "Interrupted after epoch " + result.epochs().size() + "; the same command goes on from there.");
        }
        return result;
    }

    /** What is learnt from without a label; what teachers label is not among it. */
    private List<EncodedText> withoutLabels() {
        return plan.settings().regularisation().virtualAdversarial() > 0
                        && !plan.teachers().labelTexts()
                ? unlabelled.encode(trainingEncoder)
                : List.of();
    }

    private static CancellationException cancelled(String message, CancellationException cause) {
        CancellationException exception = new CancellationException(message);
        exception.initCause(cause);
        return exception;
    }

    /** Rows with their labels, as a network with that encoder reads them. */
    static List<LabelledText> encode(Rows rows, Encoder encoder) {
        List<LabelledText> encoded = new ArrayList<>();
        ParallelWork<LabelledRow, LabelledText> work =
                new ParallelWork<>(row -> new LabelledText(encoder.encode(row.text()), row.positive()), encoded::add);
        rows.forEach(work::add);
        work.finish();
        return encoded;
    }
}
