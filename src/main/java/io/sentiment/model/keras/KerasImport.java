package io.sentiment.model.keras;

import io.sentiment.concurrent.DaemonExecutors;
import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Particulars;
import io.sentiment.network.Range.OutOfRangeException;
import io.sentiment.text.TokenizerSettings;
import io.sentiment.text.Vocabulary;
import io.sentiment.text.rules.TextRules.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A model of Keras that is to become a bundle. Immutable.
 *
 * @param model a file that Keras saved, of HDF5 or {@code .keras}
 * @param vocabulary its words; null where the model has a TextVectorization layer with them
 * @param kind how the numbers of the vocabulary become ids
 * @param padding where texts are padded, in Keras' own words; null for what Keras does where nobody says
 * @param truncating where texts are truncated; null likewise
 * @param maximumLength ids of a text; null for what the model says
 * @param positive which output is the probability of the positive label: of two, its index; of one, 1 if it is that
 *     probability and 0 if it is the one of the negative label
 * @param logits whether a dense layer without an activation gives log odds
 */
public record KerasImport(
        Path model,
        @Nullable Path vocabulary,
        VocabularyKind kind,
        @Nullable Side padding,
        @Nullable Side truncating,
        @Nullable Integer maximumLength,
        int positive,
        boolean logits) {

    /** The reference network with the state of its optimiser takes 137 MB. */
    private static final long LARGEST_FILE = 1L << 30;

    /** A damaged file may lead its reader in a circle. */
    private static final long SECONDS = 120;

    /** Of a network that reads texts of any length where it pools their states. */
    private static final int LONGEST_UNBOUNDED = 2_048;

    /**
     * Reads the files.
     *
     * @throws UnusableKerasFileException with the first thing that stands in the way
     * @throws IOException if a file cannot be read
     */
    public ImportedModel read() throws IOException {
        KerasModel network = readInTime();
        List<String> notes = new ArrayList<>(network.notes());
        VocabularyFileReader.Found found = vocabulary(network);
        if (found.exported() != null) {
            return again(network, found.exported());
        }
        KerasVocabulary words = Objects.requireNonNull(found.words());
        Reading reading = reading(network, notes);
        VocabularyFit fit =
                new VocabularyFit(words, network.weights().architecture().vocabularySize());
        Vocabulary lines = fit.vocabulary();
        notes.addAll(fit.notes());
        return new ImportedModel(
                bounded(fit.fit(network.weights()), reading),
                lines,
                TokenizerSettings.of(words.cutting()
                        .rules(fit.dropsUnknown(), fit.start(), reading.padding(), reading.truncating())),
                network.summary(),
                network.version(),
                notes);
    }

    /** A bundle that was exported, as it was. */
    private static ImportedModel again(KerasModel network, ExportedVocabulary exported) {
        NetworkWeights weights = network.weights();
        exported.requireShapeOf(weights.architecture());
        return new ImportedModel(
                new NetworkWeights(
                        exported.architecture(),
                        weights.embedding(),
                        weights.layers(),
                        weights.between(),
                        weights.dense(),
                        weights.denseBias()),
                exported.vocabulary(),
                exported.tokenizer(),
                network.summary(),
                network.version(),
                network.notes());
    }

    /** Only the network, with the ids of Keras. */
    KerasModel readNetwork() throws IOException {
        try (KerasContainer container = KerasContainer.open(model, LARGEST_FILE)) {
            return new NetworkAssembly(container, new KerasChoices(positive, logits)).build();
        }
    }

    private KerasModel readInTime() throws IOException {
        ExecutorService reader = DaemonExecutors.single("keras-import");
        try {
            return reader.submit(this::readNetwork).get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new UnusableKerasFileException("The file could not be read within " + SECONDS + " seconds.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnusableKerasFileException("The import was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            if (e.getCause() instanceof UnusableKerasFileException refusal) {
                throw refusal;
            }
            if (e.getCause() instanceof OutOfMemoryError || e.getCause() instanceof StackOverflowError) {
                throw new UnusableKerasFileException("The file asks for more memory than there is.", e);
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            reader.shutdownNow();
        }
    }

    private VocabularyFileReader.Found vocabulary(KerasModel network) throws IOException {
        KerasVocabulary.Cutting cutting =
                network.vectorization().map(KerasVocabulary.Cutting::of).orElse(KerasVocabulary.Cutting.USUAL);
        if (vocabulary != null) {
            return new VocabularyFileReader(kind, cutting).read(vocabulary);
        }
        List<String> inside =
                network.vectorization().map(Vectorization::vocabulary).orElse(List.of());
        if (inside.isEmpty()) {
            throw new UnusableKerasFileException("The model says nothing of its words: give its vocabulary.");
        }
        return new VocabularyFileReader.Found(KerasVocabulary.ofTokens(inside, cutting), null);
    }

    /** How texts are brought to the length that the network was trained on. */
    private Reading reading(KerasModel network, List<String> notes) {
        int length = length(network);
        boolean vectorizes = network.vectorization().isPresent();
        // A mask leaves padding out, and so does whoever does not pad. TextVectorization pads to what it was told, else
        // not.
        boolean reads = !network.masksZero() && padding != Side.NONE && !(vectorizes && length == 0);
        if (reads && length == 0) {
            throw new UnusableKerasFileException("The network reads padding too, but nothing says how long its texts"
                    + " are: give the maximum length that they were padded to, or no padding.");
        }
        Side usual = vectorizes ? Side.POST : Side.PRE;
        Side padded = reads ? Objects.requireNonNullElse(padding, usual) : Side.NONE;
        Side cut = Objects.requireNonNullElse(truncating, usual);
        if (length == 0) {
            notes.add("Texts are read as they are, of any length.");
        } else if (reads) {
            notes.add("Texts are padded (" + padded.label() + ") and truncated (" + cut.label() + ") to " + length
                    + " ids" + (padding == null || truncating == null ? ", as Keras does where nobody says" : "")
                    + ".");
        } else {
            notes.add("Texts are truncated (" + cut.label() + ") to " + length + " ids; padding is not read.");
        }
        return new Reading(padded, cut, length);
    }

    private int length(KerasModel network) {
        int known = network.inputLength();
        if (maximumLength == null) {
            return known;
        }
        if (known > 0 && known != maximumLength) {
            throw new UnusableKerasFileException(
                    "The model has texts of " + known + " ids, not of " + maximumLength + ".");
        }
        return maximumLength;
    }

    private static NetworkWeights bounded(NetworkWeights weights, Reading reading) {
        Architecture shape = weights.architecture();
        Particulars particulars = shape.particularsOrNone();
        Architecture bounded;
        try {
            bounded = new Architecture(
                    shape.vocabularySize(),
                    shape.embeddingSize(),
                    shape.cell(),
                    shape.hiddenSize(),
                    shape.layers(),
                    shape.bidirectional(),
                    shape.pooling(),
                    reading.length() == 0 ? LONGEST_UNBOUNDED : reading.length(),
                    shape.dropout(),
                    new Particulars(
                            particulars.state(),
                            particulars.gates(),
                            particulars.multiplied(),
                            particulars.denseSize(),
                            particulars.dense(),
                            reading.length() > 0));
        } catch (OutOfRangeException e) {
            throw new UnusableKerasFileException("The network is beyond what is served: " + e.getMessage(), e);
        }
        return new NetworkWeights(
                bounded,
                weights.embedding(),
                weights.layers(),
                weights.between(),
                weights.dense(),
                weights.denseBias());
    }

    /**
     * How texts are read.
     *
     * @param length ids of a text; 0 for any number
     */
    private record Reading(Side padding, Side truncating, int length) {}
}
