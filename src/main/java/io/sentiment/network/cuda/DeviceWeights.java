package io.sentiment.network.cuda;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.cuda.driver.CudaContext;
import io.sentiment.network.cuda.driver.CudaStream;
import io.sentiment.network.cuda.driver.DeviceMemory;
import io.sentiment.network.onednn.Owned;
import java.util.ArrayList;
import java.util.List;

/** The weights of a network on a device, as they lie in {@link NetworkWeights}. Owns them until {@link #close()}. */
final class DeviceWeights implements AutoCloseable {

    private final Owned owned = new Owned();
    private final CudaContext context;
    private final Numbers numbers;
    private final List<List<Direction>> layers = new ArrayList<>();
    private final long embedding;
    private final long dense;
    private final float denseBias;

    /** @param table whether the first layer gets tables instead of the embedding and its input weights */
    DeviceWeights(
            CudaContext context,
            CudaStream stream,
            NetworkWeights weights,
            Numbers numbers,
            boolean table,
            Products products) {
        this.context = context;
        this.numbers = numbers;
        denseBias = weights.denseBias();
        try (Stage stage = new Stage(context, stream);
                Owned passing = new Owned()) {
            DeviceMemory vectors = stage.upload(weights.embedding(), numbers, table ? passing : owned);
            embedding = vectors.address();
            dense = stage.upload(weights.dense(), Numbers.SINGLE, owned).address();
            for (int layer = 0; layer < weights.layers().size(); layer++) {
                List<Direction> directions = new ArrayList<>();
                for (NetworkWeights.Direction direction : weights.layers().get(layer)) {
                    boolean tabled = table && layer == 0;
                    long input = stage.upload(direction.input(), numbers, tabled ? passing : owned)
                            .address();
                    directions.add(new Direction(
                            tabled ? table(weights.architecture(), input, products) : input,
                            stage.upload(direction.recurrent(), numbers, owned).address(),
                            stage.upload(direction.bias(), Numbers.SINGLE, owned)
                                    .address(),
                            tabled));
                }
                layers.add(directions);
            }
            // What the table is made of is released now.
            stream.await();
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    Direction direction(int layer, int direction) {
        return layers.get(layer).get(direction);
    }

    /** Address of [vocabulary][embedding size]; of nothing where there are tables. */
    long embedding() {
        return embedding;
    }

    /** Address of [directions · hidden]. */
    long dense() {
        return dense;
    }

    float denseBias() {
        return denseBias;
    }

    @Override
    public void close() {
        owned.close();
    }

    private long table(Architecture architecture, long input, Products products) {
        int columns = architecture.cell().matrices() * architecture.hiddenSize();
        int tokens = architecture.vocabularySize();
        long table = owned.add(new DeviceMemory(context, (long) numbers.sums().bytes() * tokens * columns))
                .address();
        products.multiply(table, embedding, input, tokens, columns, architecture.embeddingSize());
        return table;
    }

    /**
     * Addresses of the weights of one direction of a layer.
     *
     * @param input [input size][k · hidden], or a table of the projections of all tokens [vocabulary][k · hidden]
     * @param recurrent [hidden][k · hidden]
     * @param bias [k · hidden]; not in the table
     */
    record Direction(long input, long recurrent, long bias, boolean table) {}
}
