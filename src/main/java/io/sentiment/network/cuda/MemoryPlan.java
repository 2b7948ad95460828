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
    private static final int MOST_ROWS = 8192;

    /** With this many rows or fewer, the tokens of whole texts are sent, however many. */
    private static final int ROWS_OF_ANY_LENGTH = 1024;

    /** Tokens that are sent at once. */
    private static final long MOST_TOKENS = 1L << 22;

    /** As many rows as fill a GPU are worth giving the table up for. */
    private static final int ENOUGH_ROWS = 128;

    /** Longer pieces save nothing, and the states between two layers take memory. */
    private static final int PIECE = 256;

    /** Rows of inputs that are projected at a time, for each row of a batch: few texts are projected several steps at once. */
    static final int PROJECTED = 2;

    /**
     * Plans.
     *
     * @param numbers what is stored in
     * @param besides bytes that are taken besides
     * @throws DeviceMemoryException if the bound does not suffice for one text
     */
    static MemoryPlan of(Architecture architecture, Numbers numbers, long bound, long besides) {
        Sizes sizes = new Sizes(architecture, numbers);
        long available = bound - besides;
        long embedding = sizes.embedding() + sizes.firstInputs();
        long others = sizes.others();
        long table = sizes.table();
        int rowsWithout = rows(sizes, false, available - others - embedding);
        // The table is made of the embedding, which is released then.
        int rowsWith = others + embedding + table <= available ? rows(sizes, true, available - others - table) : 0;
        boolean tabled = rowsWith > 0 && rowsWith >= Math.min(rowsWithout, ENOUGH_ROWS);
        int rows = tabled ? rowsWith : rowsWithout;
        if (rows == 0) {
            throw new DeviceMemoryException("This network needs " + (besides + least(architecture, numbers))
                    + " bytes of the GPU's memory, and may take " + bound + ".");
        }
        long workspace = sizes.workspace(tabled, rows);
        long bytes = tabled ? others + table + Math.max(embedding, workspace) : others + embedding + workspace;
        return new MemoryPlan(tabled, rows, sizes.steps(), besides + bytes);
    }

    /** Bytes with which one text at a time can be computed. */
    static long least(Architecture architecture, Numbers numbers) {
        Sizes sizes = new Sizes(architecture, numbers);
        return sizes.others() + sizes.embedding() + sizes.firstInputs() + sizes.workspace(false, 1);
    }

    private static int rows(Sizes sizes, boolean table, long available) {
        int rows = MOST_ROWS;
        while (rows > ROWS_OF_ANY_LENGTH && (long) rows * sizes.steps() > MOST_TOKENS) {
            rows /= 2;
        }
        while (rows > 0 && sizes.workspace(table, rows) > available) {
            rows /= 2;
        }
        return rows;
    }

    /** Bytes that the parts of a network take. */
    private record Sizes(Architecture architecture, Numbers numbers) {

        long embedding() {
            return factor() * architecture.vocabularySize() * architecture.embeddingSize();
        }

        /** Input weights of the first layer. */
        long firstInputs() {
            return factor() * directions() * architecture.embeddingSize() * columns();
        }

        long table() {
            return sum() * directions() * architecture.vocabularySize() * columns();
        }

        /** Weights that a device has in any case. */
        long others() {
            long bytes = Float.BYTES * width();
            for (int layer = 0; layer < architecture.layers(); layer++) {
                long inputs = layer == 0 ? 0 : architecture.inputSize(layer);
                bytes += directions() * columns() * (factor() * (inputs + architecture.hiddenSize()) + Float.BYTES);
            }
            return bytes;
        }

        long workspace(boolean table, int rows) {
            long outputs = Math.min(architecture.layers() - 1, 2) * factor() * width();
            long states = architecture.layers() * (factor() + Float.BYTES) * width();
            int input = projectedInput(architecture, table);
            long projected = input == 0 ? 0 : PROJECTED * (factor() * input + sum() * columns());
            // Two lengths and a probability.
            long besides = Float.BYTES * (width() + 3);
            return rows * (steps() * (Integer.BYTES + outputs) + states + sum() * columns() + projected + besides)
                    + Workspace.ROUNDING * (2 * directions() * architecture.layers() + 1);
        }

        /** A direction that reads backwards begins where a text ends. */
        int steps() {
            int most = architecture.maximumLength();
            return architecture.bidirectional() ? most : Math.min(most, PIECE);
        }

        private long factor() {
            return numbers.factors().bytes();
        }

        private long sum() {
            return numbers.sums().bytes();
        }

        /** Units of a layer. */
        private long width() {
            return directions() * architecture.hiddenSize();
        }

        private long directions() {
            return architecture.directions();
        }

        private long columns() {
            return (long) architecture.cell().matrices() * architecture.hiddenSize();
        }
    }

    /** The widest input that is projected while texts are read, or 0 where none is. */
    static int projectedInput(Architecture architecture, boolean table) {
        int widest = table ? 0 : architecture.embeddingSize();
        return architecture.layers() > 1 ? Math.max(widest, architecture.inputSize(1)) : widest;
    }
}
