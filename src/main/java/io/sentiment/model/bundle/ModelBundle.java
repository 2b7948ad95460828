package io.sentiment.model.bundle;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.UnreadableNetworkException;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.StoredNetwork;
import io.sentiment.network.stored.NetworkFile;
import io.sentiment.storage.Checksum;
import io.sentiment.text.Encoder;
import io.sentiment.text.LanguageCheck;
import io.sentiment.text.TextReader;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/**
 * One version of a model as it lies in a folder, in a zip or on the classpath: verified, its vocabulary in memory, its
 * network still in its file. Immutable and thread-safe; holds no file open.
 */
public final class ModelBundle implements StoredNetwork {

    private final BundleFiles files;
    private final byte[] manifestBytes;
    private final Vocabulary vocabulary;
    private final Encoder encoder;
    private final TextReader reader;

    ModelBundle(BundleFiles files, byte[] manifestBytes, Vocabulary vocabulary) {
        this.files = files;
        this.manifestBytes = manifestBytes;
        this.vocabulary = vocabulary;
        ModelManifest manifest = files.manifest();
        this.encoder = new Encoder(
                new Tokenizer(manifest.tokenizer()),
                vocabulary,
                manifest.architecture().readableTokens());
        this.reader = new TextReader(
                encoder,
                new LanguageCheck(manifest.model(), manifest.languages(), manifest.scripts(), manifest.tokenizer()));
    }

    /**
     * Opens and verifies the bundle in a folder or a zip, which may come from a stranger.
     *
     * @throws UnreadableBundleException with the reason, if it is damaged, incomplete or not for this program
     */
    public static ModelBundle open(Path folderOrZip) {
        return open(BundleSource.of(folderOrZip));
    }

    public static ModelBundle open(BundleSource source) {
        return new BundleReader(source).read();
    }

    /**
     * Writes a bundle that this program can read to a new folder: a reader sees all of it or, also after a failure,
     * nothing. Missing parent folders are made.
     *
     * @param folder must not exist, or be empty
     * @param manifest whose checksums are filled in
     * @param rows that it was trained on, and that its successors are measured on
     * @throws FileAlreadyExistsException if something is there already
     * @throws IllegalArgumentException if manifest, network and vocabulary do not fit together
     * @throws UnreadableBundleException if what was written could not be read, such as too long a model card
     * @throws IOException if a file cannot be written
     */
    public static void write(
            Path folder,
            ModelManifest manifest,
            SentimentNetwork network,
            Vocabulary vocabulary,
            String modelCard,
            BundleRows rows)
            throws IOException {
        new BundleWriter(manifest, network, vocabulary, modelCard, rows).write(folder);
    }

    /** What the manifest says. */
    public ModelManifest manifest() {
        return files.manifest();
    }

    /** The shape of the network. */
    @Override
    public Architecture architecture() {
        return manifest().architecture();
    }

    /** Which version of which model this is. */
    public ModelVersion version() {
        return manifest().modelVersion();
    }

    /** The tokens that the network knows. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Reads texts for predictions of this version. */
    public TextReader reader() {
        return reader;
    }

    /** Encodes texts for this version's network. */
    public Encoder encoder() {
        return encoder;
    }

    /**
     * Reads what the bundle tells of rows; bundles of earlier releases tell nothing.
     *
     * @throws UnreadableBundleException if a file has changed since the bundle was opened
     */
    public BundleRows rows() {
        try {
            return files.rows();
        } catch (IllegalArgumentException | IOException e) {
            throw new UnreadableBundleException(files.source(), "the files of its rows cannot be read.", e);
        }
    }

    /**
     * Lets DL4J read the network anew, verifying it again.
     *
     * @return a network that the caller owns and closes
     * @throws UnreadableBundleException if the file holds no network of this architecture, names a class that does not
     *     belong to one, or has changed since the bundle was opened
     */
    @Override
    public SentimentNetwork openNetwork() {
        return read(stream -> {
            SentimentNetwork network = SentimentNetwork.read(architecture(), stream);
            try {
                stream.requireChecksum();
            } catch (IOException | RuntimeException e) {
                network.close();
                throw e;
            }
            return network;
        });
    }

    /** Reads the weights of the network alone, without DL4J, verifying them again. Throws what {@link #openNetwork} does. */
    @Override
    public NetworkWeights readWeights() {
        return read(stream -> {
            NetworkWeights weights = NetworkFile.read(architecture(), stream);
            stream.requireChecksum();
            return weights;
        });
    }

    /**
     * Reads the network as predictions do, and as any DL4J program does.
     *
     * @throws UnreadableBundleException if either cannot
     */
    public void verifyNetwork() {
        var unused = readWeights();
        openNetwork().close();
    }

    private <T> T read(NetworkReading<T> reading) {
        try (VerifiedStream stream = files.open(BundleFile.NETWORK)) {
            return reading.read(stream);
        } catch (UnreadableNetworkException e) {
            throw new UnreadableBundleException(
                    files.source(), BundleFile.NETWORK + " is refused: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UnreadableBundleException(files.source(), BundleFile.NETWORK + " cannot be read.", e);
        }
    }

    /**
     * Writes this bundle as a zip: the same bundle always gives the same bytes. Does not close the stream.
     *
     * @throws UnreadableBundleException if a file has changed since the bundle was opened; the zip is then incomplete
     * @throws IOException if a file cannot be read or the stream cannot be written
     */
    public void writeZip(OutputStream stream) throws IOException {
        files.writeZip(manifestBytes, stream);
    }

    /**
     * Writes this bundle under another number: the same as {@link #writeZip(OutputStream)} if the number is its own.
     *
     * @param manifest that of this bundle but for the number
     */
    public void writeZip(OutputStream stream, ModelManifest manifest) throws IOException {
        byte[] bytes = manifest.equals(manifest()) ? manifestBytes : ManifestFile.write(manifest);
        files.writeZip(bytes, stream);
    }

    /** The SHA-256 of {@code manifest.json}, which holds those of all other files: different bundles differ in it. */
    public String manifestChecksum() {
        return Checksum.hex(manifestBytes);
    }

    /** Where the bundle is, for messages. */
    @Override
    public String toString() {
        return files.source().toString();
    }

    /** Reads the network one way or the other. */
    private interface NetworkReading<T> {
        T read(VerifiedStream stream) throws IOException;
    }
}
