package io.sentiment.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Refuses texts that no model should see. Immutable and thread-safe. */
@Component
public final class TextCheck {

    private final Limits limits;

    /** With the limits of the configuration. */
    public TextCheck(Limits limits) {
        this.limits = limits;
    }

    /**
     * The texts of one request.
     *
     * @param pointer where they stand in the request
     * @return the same texts, of which none is null
     * @throws ProblemException if there are none or too many, or one is not usable
     */
    public List<String> usable(@Nullable List<@Nullable String> texts, String pointer) {
        return usable(texts, limits.textsPerRequest(), pointer);
    }

    /**
     * The texts of a request that costs more than a prediction.
     *
     * @param most texts that it may have; see {@link #usable(List, String)} for the rest
     */
    public List<String> usable(@Nullable List<@Nullable String> texts, int most, String pointer) {
        if (texts == null || texts.isEmpty()) {
            throw Problem.of(ProblemType.MISSING_TEXTS, "The request has no texts.")
                    .at(pointer)
                    .asException();
        }
        int allowed = Math.min(most, limits.textsPerRequest());
        if (texts.size() > allowed) {
            throw Problem.of(
                            ProblemType.TOO_MANY_TEXTS,
                            "The request has " + texts.size() + " texts, but at most " + allowed + " are allowed.")
                    .at(pointer)
                    .asException();
        }
        String[] usable = new String[texts.size()];
        for (int index = 0; index < usable.length; index++) {
            usable[index] = usable(texts.get(index), pointer + "[" + index + "]");
        }
        return List.of(usable);
    }

    /**
     * One text.
     *
     * @param pointer where it stands in the request
     * @return the same text
     * @throws ProblemException if it is null, blank or too long
     */
    public String usable(@Nullable String text, String pointer) {
        if (text == null || text.isBlank()) {
            throw Problem.of(ProblemType.EMPTY_TEXT, "The text is empty.")
                    .at(pointer)
                    .asException();
        }
        int characters = text.codePointCount(0, text.length());
        if (characters > limits.charactersPerText()) {
            throw Problem.of(
                            ProblemType.TEXT_TOO_LONG,
                            "The text has " + characters + " characters, but at most " + limits.charactersPerText()
                                    + " are allowed.")
                    .at(pointer)
                    .asException();
        }
        return text;
    }
}
