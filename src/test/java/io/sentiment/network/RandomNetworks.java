package io.sentiment.network;

import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.SentimentNetworkTest;
import io.sentiment.network.dl4j.StoredNetwork;
import io.sentiment.network.stored.NetworkFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Networks with random weights for tests of other packages. */
public final class RandomNetworks {

    private RandomNetworks() {}

    /** A network whose every weight and bias is random; the same architecture gives the same network. */
    public static SentimentNetwork of(Architecture architecture) {
        return SentimentNetworkTest.randomised(architecture);
    }

    /** The same as a file. */
    public static StoredNetwork stored(Architecture architecture) {
        return stored(of(architecture));
    }

    /** A network as a file; closes it. */
    public static StoredNetwork stored(SentimentNetwork network) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (network) {
            network.write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new InMemory(network.architecture(), file);
    }

    private record InMemory(Architecture architecture, ByteArrayOutputStream file) implements StoredNetwork {

        @Override
        public NetworkWeights readWeights() {
            try {
                return NetworkFile.read(architecture, new ByteArrayInputStream(file.toByteArray()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public SentimentNetwork openNetwork() {
            try {
                return SentimentNetwork.read(architecture, new ByteArrayInputStream(file.toByteArray()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
