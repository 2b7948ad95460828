package io.sentiment.training.upload;

/** Texts that every database can hold. */
final class StorableText {

    private StorableText() {}

    /** Whether a text has neither a NUL, which PostgreSQL does not hold, nor half a surrogate pair, which is no text. */
    static boolean isStorable(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (Character.isHighSurrogate(character)) {
                index++;
                if (index == text.length() || !Character.isLowSurrogate(text.charAt(index))) {
                    return false;
                }
            } else if (character == 0 || Character.isLowSurrogate(character)) {
                return false;
            }
        }
        return true;
    }
}
