package io.sentiment.network;

/** Checks that a setting is within its range. */
public final class Range {

    private Range() {}

    /**
     * Requires a whole number that is within its range.
     *
     * @throws OutOfRangeException if the value is below the minimum or above the maximum
     */
    public static void require(String setting, int value, int minimum, int maximum) {
        if (value < minimum || value > maximum) {
            throw new OutOfRangeException(setting, "from " + minimum + " to " + maximum, value);
        }
    }

    /**
     * Requires a number that is within its range.
     *
     * @throws OutOfRangeException if the value is below the minimum or above the maximum, or no number
     */
    public static void require(String setting, double value, double minimum, double maximum) {
        if (!(value >= minimum && value <= maximum)) {
            throw new OutOfRangeException(setting, "from " + minimum + " to " + maximum, value);
        }
    }

    /**
     * Requires a share that is less than the whole.
     *
     * @throws OutOfRangeException if the value is below 0 or not below 1, or no number
     */
    public static void requireBelowOne(String setting, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new OutOfRangeException(setting, "at least 0 and below 1", value);
        }
    }

    /** A setting whose value is out of its range; the message is one sentence that names both. */
    public static final class OutOfRangeException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final String setting;
        private final String fault;

        /**
         * Of one setting.
         *
         * @param setting its name in the program, such as {@code hiddenSize}
         * @param range what its value must be, such as {@code from 1 to 16}
         */
        OutOfRangeException(String setting, String range, Number value) {
            this(setting, " must be " + range + ", but is " + value + ".");
        }

        private OutOfRangeException(String setting, String fault) {
            super(setting + fault);
            this.setting = setting;
            this.fault = fault;
        }

        /** The name of the setting in the program. */
        public String setting() {
            return setting;
        }

        /** The message for someone who knows the setting by another name. */
        public String messageAbout(String name) {
            return name + fault;
        }
    }
}
