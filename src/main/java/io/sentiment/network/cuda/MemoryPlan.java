package io.sentiment.network.cuda;

import io.sentiment.network.Architecture;

/**
 * What an engine takes of a device's memory, decided before it takes any. Immutable.
 *
 * @param table whether the first layer looks its projected inputs up, instead of multiplying them at each step
 * @param rows texts that are computed together at most
 * @param steps tokens of each that are computed together at most; a network that reads forwards goes on from there
 * @param bytes what is taken at most at a time
 */
record MemoryPlan(boolean table, int rows, int steps, long bytes) {

    /**
     * More rows make products no faster, and states take memory. With as many, and the widest layers that there are, kernels
     * count their values in 32 bits, which a GPU divides much faster than in 64.
     */
    private static final int MOST_ROWS = 1024;

    /** As many rows as fill a GPU are worth giving the table up for. */
    private static final int ENOUGH_ROWS = 128;

    /** Longer pieces save nothing, and the states between two layers take memory. */
    private static final int PIECE = 256;

    /** Rows of inputs that are projected at a time, for each row of a batch: few texts are projected several steps at once. */
    static final int PROJECTED = 2;

    /**
     * Plans.
     *
     * @param besides bytes that are taken besides
     * @throws DeviceMemoryException if the bound does not suffice for one text
     */
    static MemoryPlan of(Architecture architecture, long bound, long besides) {
        Words words = new Words(architecture);
        long available = bound - besides;
        long embedding = Float.BYTES * (words.embedding() + words.firstInputs());
        long others = Float.BYTES * words.others();
        long table = Float.BYTES * words.table();
        int rowsWithout = rows(words, false, available - others - embedding);
        // The table is made of the embedding, which is released then.
        int rowsWith = others + embedding + table <= available ? rows(words, true, available - others - table) : 0;
        boolean tabled = rowsWith > 0 && rowsWith >= Math.min(rowsWithout, ENOUGH_ROWS);
        int rows = tabled ? rowsWith : rowsWithout;
        if (rows == 0) {
            throw new DeviceMemoryException("This network needs " + (besides + least(architecture))
                    + " bytes of the GPU's memory, and may take " + bound + ".");
        }
        long workspace = Float.BYTES * words.workspace(tabled, rows);
        long bytes = tabled ? others + table + Math.max(embedding, workspace) : others + embedding + workspace;
        return new MemoryPlan(tabled, rows, words.steps(), besides + bytes);
    }

    /** Bytes with which one text at a time can be computed. */
    static long least(Architecture architecture) {
        Words words = new Words(architecture);
        return Float.BYTES * (words.others() + words.embedding() + words.firstInputs() + words.workspace(false, 1));
    }

    private static int rows(Words words, boolean table, long available) {
        int rows = MOST_ROWS;
        while (rows > 0 && Float.BYTES * words.workspace(table, rows) > available) {
            rows /= 2;
        }
        return rows;
    }

    /** Floats and integers that the parts of a network take. */
    private record Words(Architecture architecture) {

        long embedding() {
            return (long) architecture.vocabularySize() * architecture.embeddingSize();
        }

        /** Input weights of the first layer. */
        long firstInputs() {
            return directions() * architecture.embeddingSize() * columns();
        }

        long table() {
            return directions() * architecture.vocabularySize() * columns();
        }

        /** Weights that a device has in any case. */
        long others() {
            long words = directions() * architecture.hiddenSize();
            for (int layer = 0; layer < architecture.layers(); layer++) {
                long inputs = layer == 0 ? 0 : architecture.inputSize(layer);
                words += directions() * columns() * (inputs + architecture.hiddenSize() + 1);
            }
            return words;
        }

        long workspace(boolean table, int rows) {
            long outputs = Math.min(architecture.layers() - 1, 2) * directions() * architecture.hiddenSize();
            long states = 2L * architecture.layers() * directions() * architecture.hiddenSize();
            long features = directions() * architecture.hiddenSize();
            long projected = PROJECTED * (projectedInput(architecture, table) + columns());
            // Two lengths and a probability.
            return rows * (steps() * (1 + outputs) + states + columns() + features + projected + 3);
        }

        /** A direction that reads backwards begins where a text ends. */
        int steps() {
            int most = architecture.maximumLength();
            return architecture.bidirectional() ? most : Math.min(most, PIECE);
        }

        private long directions() {
            return architecture.directions();
        }

        private long columns() {
            return (long) architecture.cell().matrices() * architecture.hiddenSize();
        }
    }

    /** The widest input that is projected while texts are read, or 1 where none is. */
    static int projectedInput(Architecture architecture, boolean table) {
        int widest = table ? 1 : architecture.embeddingSize();
        return architecture.layers() > 1 ? Math.max(widest, architecture.inputSize(1)) : widest;
    }
}
