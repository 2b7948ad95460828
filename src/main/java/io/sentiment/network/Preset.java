package io.sentiment.network;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Architectures with a name, to start from. */
public enum Preset {
    /** The network that engines are compared on: 11,416,577 parameters. */
    REFERENCE(new Architecture(10_000, 512, Cell.LSTM, 1_024, 1, false, 25, 0.2)),

    /** For reviews of a few hundred words. */
    REVIEWS(new Architecture(30_000, 128, Cell.LSTM, 128, 1, false, 256, 0.4)),

    /** Trains in seconds, for short texts and for trying things out. */
    SMALL(new Architecture(10_000, 32, Cell.LSTM, 32, 1, false, 64, 0.2));

    private final Architecture architecture;

    Preset(Architecture architecture) {
        this.architecture = architecture;
    }

    /** The architecture; its vocabulary size is the largest that a training makes. */
    public Architecture architecture() {
        return architecture;
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The preset with that label.
     *
     * @throws IllegalArgumentException for any other label, with the known ones
     */
    public static Preset ofLabel(String label) {
        return Arrays.stream(values())
                .filter(preset -> preset.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown preset '" + label + "': use one of "
                        + Arrays.stream(values()).map(Preset::label).collect(Collectors.joining(", ")) + "."));
    }

    @Override
    public String toString() {
        return label();
    }
}
