package io.sentiment.network;

/** A setting whose value is out of its range; the message is one sentence that names both. */
public final class OutOfRangeException extends IllegalArgumentException {

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
