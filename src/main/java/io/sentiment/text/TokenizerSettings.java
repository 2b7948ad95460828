package io.sentiment.text;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.ibm.icu.util.VersionInfo;
import io.sentiment.text.rules.TextRules;
import org.jspecify.annotations.Nullable;

/**
 * What decides how a text is cut into tokens; a model bundle records it, because a network understands only the tokens
 * that it was trained on. Immutable.
 *
 * @param formatVersion identifies the rules of {@link Tokenizer}; grows when they change the tokens of any text. Version
 *     1 had no classes of ratings and took markup for text; a vocabulary of that time reads them by words that say the
 *     same, so that its network goes on; what a network of versions 1 and 2 gets is the same. Version 3 reads what people
 *     write to each other, see {@link Tokenizer}
 * @param icuVersion release of ICU whose Unicode data and dictionaries place the word boundaries, such as {@code 79.1}
 * @param rules of a model that was made elsewhere, instead of ours; null where ours apply
 */
public record TokenizerSettings(
        int formatVersion,
        String icuVersion,
        // Before models could be imported there were none.
        @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        TextRules rules) {

    /** The rules by which texts are compared, which must stay: fingerprints are stored. */
    private static final int COMPARING_VERSION = 2;

    private static final TokenizerSettings CURRENT =
            new TokenizerSettings(3, VersionInfo.ICU_VERSION.getMajor() + "." + VersionInfo.ICU_VERSION.getMinor());

    /** @throws IllegalArgumentException when the format version is below 1 or the ICU version is blank */
    public TokenizerSettings {
        if (formatVersion < 1) {
            throw new IllegalArgumentException("The tokenizer's format version must be at least 1.");
        }
        if (icuVersion.isBlank()) {
            throw new IllegalArgumentException("The tokenizer's ICU version is blank.");
        }
    }

    /** Settings by which our own rules apply. */
    public TokenizerSettings(int formatVersion, String icuVersion) {
        this(formatVersion, icuVersion, null);
    }

    /** The settings of a model that was made elsewhere. */
    public static TokenizerSettings of(TextRules rules) {
        return new TokenizerSettings(CURRENT.formatVersion, CURRENT.icuVersion, rules);
    }

    /** The settings of the tokenizer in this program. */
    public static TokenizerSettings current() {
        return CURRENT;
    }

    /** The settings by which it is told whether texts are the same or resemble each other, whatever model reads them. */
    static TokenizerSettings comparing() {
        return new TokenizerSettings(COMPARING_VERSION, CURRENT.icuVersion);
    }

    /** The settings of a network that goes on from one with these: it has its words, and so its rules. */
    public TokenizerSettings ofSuccessor() {
        return new TokenizerSettings(Math.max(formatVersion, COMPARING_VERSION), CURRENT.icuVersion, rules);
    }

    /** Whether the codes, elided words, emoji and characters that chats and forums have are read in one spelling. */
    boolean unifiesInformalWriting() {
        return formatVersion > COMPARING_VERSION;
    }

    /** Whether traditional Chinese characters are read as simplified ones. */
    public boolean readsTraditionalAsSimplified() {
        return rules == null && unifiesInformalWriting();
    }

    /** Whether a network that was trained with these settings understands what the tokenizer of this program gives. */
    public boolean canBeRead() {
        return formatVersion <= CURRENT.formatVersion;
    }
}
