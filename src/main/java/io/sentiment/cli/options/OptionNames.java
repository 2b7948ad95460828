package io.sentiment.cli.options;

import java.util.Objects;
import java.util.regex.Pattern;

/** The names of options in messages that speak of record components: {@code hiddenSize} is {@code --hidden-size}. */
public final class OptionNames {

    private static final Pattern CAMEL_CASE = Pattern.compile("^[a-z]+(?:[A-Z][a-z]+)*(?= must be )");
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private OptionNames() {}

    public static String inMessage(IllegalArgumentException exception) {
        String message = Objects.requireNonNullElse(exception.getMessage(), "An option is out of its range.");
        return CAMEL_CASE
                .matcher(message)
                .replaceFirst(name -> "--"
                        + CAPITAL.matcher(name.group())
                                .replaceAll(capital -> "-" + capital.group().toLowerCase(java.util.Locale.ROOT)));
    }
}
