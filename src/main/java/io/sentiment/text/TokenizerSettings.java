package io.sentiment.text;

import com.ibm.icu.util.VersionInfo;

/**
 * What decides how a text is cut into tokens; a model bundle records it, because a network understands only the tokens
 * that it was trained on. Immutable.
 *
 * @param formatVersion identifies the rules of {@link Tokenizer}; grows when they change the tokens of any text. Version
 *     1 had no classes of ratings and took markup for text; a vocabulary of that time reads them by words that say the
 *     same, so that its network goes on
 * @param icuVersion release of ICU whose Unicode data and dictionaries place the word boundaries, such as {@code 79.1}
 */
public record TokenizerSettings(int formatVersion, String icuVersion) {

    private static final TokenizerSettings CURRENT =
            new TokenizerSettings(2, VersionInfo.ICU_VERSION.getMajor() + "." + VersionInfo.ICU_VERSION.getMinor());

    /** @throws IllegalArgumentException when the format version is below 1 or the ICU version is blank */
    public TokenizerSettings {
        if (formatVersion < 1) {
            throw new IllegalArgumentException("The tokenizer's format version must be at least 1.");
        }
        if (icuVersion.isBlank()) {
            throw new IllegalArgumentException("The tokenizer's ICU version is blank.");
        }
    }

    /** The settings of the tokenizer in this program. */
    public static TokenizerSettings current() {
        return CURRENT;
    }

    /** Whether a network that was trained with these settings understands what the tokenizer of this program gives. */
    public boolean canBeRead() {
        return formatVersion <= CURRENT.formatVersion;
    }
}
