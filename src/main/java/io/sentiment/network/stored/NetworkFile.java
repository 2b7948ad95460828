package io.sentiment.network.stored;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.UnreadableNetworkException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the weights of a DL4J network file, which may come from a stranger, without a class of DL4J or ND4J: those that
 * DL4J reads, bit for bit. Refuses all that DL4J's own reading refuses, and every network that is not built exactly as its
 * architecture says.
 */
public final class NetworkFile {

    /** The entry that describes the layers. */
    static final String CONFIGURATION = "configuration.json";

    /** The entry with all weights and biases. */
    static final String COEFFICIENTS = "coefficients.bin";

    private NetworkFile() {}

    /**
     * Reads a network file. Does not close the stream.
     *
     * @throws IOException if the stream cannot be read
     * @throws UnreadableNetworkException if it holds no network of that architecture, or names a class that does not
     *     belong to one
     */
    public static NetworkWeights read(Architecture architecture, InputStream stream) throws IOException {
        Contents contents = new Contents(architecture);
        readEntries(stream, contents);
        Objects.requireNonNull(contents.configuration).require(architecture);
        return Objects.requireNonNull(contents.weights);
    }

    /**
     * Reads the entries of a network file, each once, in the order in which they stand there. Does not close the stream.
     *
     * @throws IOException if the stream cannot be read
     * @throws UnreadableNetworkException if one is missing, or there is another
     */
    public static void readEntries(InputStream stream, Entries entries) throws IOException {
        Set<String> found = new HashSet<>();
        ZipInputStream zip = new ZipInputStream(stream);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!found.add(entry.getName())) {
                throw new UnreadableNetworkException("The network file holds " + entry.getName() + " twice.");
            }
            switch (entry.getName()) {
                case CONFIGURATION -> entries.configuration(Configuration.read(zip));
                case COEFFICIENTS -> entries.coefficients(zip);
                default ->
                    throw new UnreadableNetworkException("The network file holds '" + entry.getName()
                            + "', which does not belong to a network of this service.");
            }
        }
        for (String name : new String[] {CONFIGURATION, COEFFICIENTS}) {
            if (!found.contains(name)) {
                throw new UnreadableNetworkException("The network file is no DL4J network: it has no " + name + ".");
            }
        }
    }

    /** What takes the entries of a network file. */
    public interface Entries {

        /** DL4J's description of the layers, all of whose classes are allowed. */
        void configuration(Configuration configuration);

        /** All weights and biases. Does not close the stream. */
        void coefficients(InputStream entry) throws IOException;
    }

    private static final class Contents implements Entries {

        private final Architecture architecture;
        private @Nullable Configuration configuration;
        private @Nullable NetworkWeights weights;

        Contents(Architecture architecture) {
            this.architecture = architecture;
        }

        @Override
        public void configuration(Configuration read) {
            configuration = read;
        }

        @Override
        public void coefficients(InputStream entry) throws IOException {
            weights = new Coefficients(architecture, entry).read();
        }
    }
}
