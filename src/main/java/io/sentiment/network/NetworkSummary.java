package io.sentiment.network;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a network consists of, layer by layer.
 *
 * @param layers in order of computation
 * @param weights of all layers
 * @param biases of all layers
 * @param parameters weights and biases of all layers
 * @param trainableParameters those that training changes
 */
public record NetworkSummary(
        List<LayerSummary> layers, long weights, long biases, long parameters, long trainableParameters) {

    /** Copies the list. */
    public NetworkSummary {
        layers = List.copyOf(layers);
    }

    /** The summary of a network with these layers. */
    public static NetworkSummary of(List<LayerSummary> layers) {
        return new NetworkSummary(
                layers,
                layers.stream().mapToLong(LayerSummary::weights).sum(),
                layers.stream().mapToLong(LayerSummary::biases).sum(),
                layers.stream().mapToLong(LayerSummary::parameters).sum(),
                layers.stream()
                        .filter(LayerSummary::trainable)
                        .mapToLong(LayerSummary::parameters)
                        .sum());
    }

    /** The table that Keras 3 prints for {@code model.summary()}, with the formulas below it, whatever the locale. */
    public String toText(String model) {
        return new Table(model, this).toString();
    }

    /**
     * What one layer holds.
     *
     * @param name unique in the network
     * @param kind as Keras calls it: Embedding, LSTM, SimpleRNN, Bidirectional, GlobalAveragePooling1D,
     *     GlobalMaxPooling1D or Dense
     * @param outputShape without the batch dimension: time steps, which may be {@link #ANY}, and values, or only values
     * @param weights number of weights
     * @param biases number of biases
     * @param parameters weights and biases together
     * @param trainable whether training changes them
     * @param formula the parameters as a formula with this layer's numbers
     * @param gates the matrices of a recurrent layer, none for others
     */
    public record LayerSummary(
            String name,
            String kind,
            List<Long> outputShape,
            long weights,
            long biases,
            long parameters,
            boolean trainable,
            String formula,
            List<GateSummary> gates) {

        /** Of time steps: as many as a text has. */
        public static final long ANY = -1;

        /** Copies the lists. */
        public LayerSummary {
            outputShape = List.copyOf(outputShape);
            gates = List.copyOf(gates);
        }
    }

    /**
     * One matrix of a recurrent layer with its biases.
     *
     * @param name the gate, or {@code state} for the one matrix of a simple recurrent network; with its direction where a
     *     layer has two
     * @param hiddenSize rows h
     * @param inputSize x: the matrix has h + x columns
     * @param weights h · (h + x)
     * @param biases h
     */
    public record GateSummary(String name, long hiddenSize, long inputSize, long weights, long biases) {}

    /** Renders a summary as Keras 3 prints it, followed by each layer's formula and matrices. */
    private static final class Table {

        private static final String[] HEADINGS = {"Layer (type)", "Output Shape", "Param #"};
        private static final int[] MINIMUM_WIDTHS = {31, 22, 13};
        private static final String[] BYTE_UNITS = {"B", "KB", "MB", "GB", "TB"};

        private final String model;
        private final NetworkSummary summary;
        private final StringBuilder text = new StringBuilder();

        Table(String model, NetworkSummary summary) {
            this.model = model;
            this.summary = summary;
        }

        @Override
        public String toString() {
            text.setLength(0);
            line("Model: \"%s\"", model);
            table(summary.layers().stream().map(Table::cells).toList());
            total("Total params", summary.parameters());
            total("Trainable params", summary.trainableParameters());
            total("Non-trainable params", summary.parameters() - summary.trainableParameters());
            line("");
            summary.layers().forEach(this::formula);
            line(
                    "all: %,d weights + %,d biases = %,d parameters",
                    summary.weights(), summary.biases(), summary.parameters());
            return text.toString();
        }

        private void table(List<String[]> rows) {
            int[] widths = MINIMUM_WIDTHS.clone();
            for (String[] row : rows) {
                for (int column = 0; column < widths.length; column++) {
                    widths[column] = Math.max(widths[column], row[column].length());
                }
            }
            rule("┏", "━", "┳", "┓", widths);
            row("┃", HEADINGS, widths);
            rule("┡", "━", "╇", "┩", widths);
            for (int index = 0; index < rows.size(); index++) {
                if (index > 0) {
                    rule("├", "─", "┼", "┤", widths);
                }
                row("│", rows.get(index), widths);
            }
            rule("└", "─", "┴", "┘", widths);
        }

        private void rule(String left, String fill, String middle, String right, int[] widths) {
            line(
                    "%s%s%s%s%s%s%s",
                    left,
                    fill.repeat(widths[0] + 2),
                    middle,
                    fill.repeat(widths[1] + 2),
                    middle,
                    fill.repeat(widths[2] + 2),
                    right);
        }

        private void row(String border, String[] cells, int[] widths) {
            String format = "%1$s %2$-" + widths[0] + "s %1$s %3$-" + widths[1] + "s %1$s %4$" + widths[2] + "s %1$s";
            line(format, border, cells[0], cells[1], cells[2]);
        }

        private static String[] cells(LayerSummary layer) {
            String shape = layer.outputShape().stream()
                    .map(size -> size == LayerSummary.ANY ? "None" : String.valueOf(size))
                    .collect(Collectors.joining(", "));
            return new String[] {
                layer.name() + " (" + layer.kind() + ")",
                "(None, " + shape + ")",
                String.format(Locale.ROOT, "%,d", layer.parameters())
            };
        }

        private void total(String name, long parameters) {
            line(" %s: %,d (%s)", name, parameters, bytes(parameters * Float.BYTES));
        }

        /** As Keras writes sizes: 43.55 MB. */
        private static String bytes(long bytes) {
            double value = bytes;
            int unit = 0;
            while (value >= 1024 && unit < BYTE_UNITS.length - 1) {
                value /= 1024;
                unit++;
            }
            return String.format(Locale.ROOT, "%.2f %s", value, BYTE_UNITS[unit]);
        }

        private void formula(LayerSummary layer) {
            line(
                    "%s: %s = %,d weights + %,d biases = %,d parameters",
                    layer.name(), layer.formula(), layer.weights(), layer.biases(), layer.parameters());
            for (GateSummary gate : layer.gates()) {
                line(
                        "  %-18s %d × (%d + %d) = %,d weights, %,d biases",
                        gate.name(),
                        gate.hiddenSize(),
                        gate.hiddenSize(),
                        gate.inputSize(),
                        gate.weights(),
                        gate.biases());
            }
        }

        private void line(String format, Object... arguments) {
            text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
        }
    }
}
