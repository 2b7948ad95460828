package io.sentiment.cli.options;

import io.sentiment.network.Range.OutOfRangeException;
import java.util.Locale;

/** Something that the user gave cannot be used; the message is one sentence for the user. */
public final class InvalidInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidInputException(String message) {
        super(message);
    }

    /** What refused options say, of a setting by the name of its option: {@code hiddenSize} is {@code --hidden-size}. */
    public static InvalidInputException of(IllegalArgumentException refusal) {
        return new InvalidInputException(
                refusal instanceof OutOfRangeException outOfRange
                        ? outOfRange.messageAbout(option(outOfRange.setting()))
                        : String.valueOf(refusal.getMessage()));
    }

    private static String option(String setting) {
        return "--" + setting.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
