package io.sentiment.text;

import java.util.Arrays;
import java.util.Map;

/**
 * Finds the longest of some strings that stands at an index of a text, by a binary search that makes no strings of its
 * own. Immutable and thread-safe.
 */
final class LongestMatch {

    /** There is no such string. */
    static final int NONE = -1;

    /** In the order of {@link String#compareTo}. */
    private final String[] strings;

    private final int[] ids;

    /** The longest other string that each one begins with. */
    private final int[] prefixes;

    /** @param idsByString not empty strings with their ids */
    LongestMatch(Map<String, Integer> idsByString) {
        strings = idsByString.keySet().toArray(String[]::new);
        Arrays.sort(strings);
        ids = new int[strings.length];
        prefixes = new int[strings.length];
        for (int index = 0; index < strings.length; index++) {
            ids[index] = idsByString.getOrDefault(strings[index], Vocabulary.UNKNOWN_ID);
            // What begins a string stands before it, and so does all between the two, which it begins as well.
            int prefix = index - 1;
            while (prefix != NONE && !strings[index].startsWith(strings[prefix])) {
                prefix = prefixes[prefix];
            }
            prefixes[index] = prefix;
        }
    }

    /** The number of the longest string that stands at an index of a text, or {@link #NONE}. */
    int at(String text, int start) {
        // The last string that is not after the text begins with every string that the text begins with.
        int match = lastNotAfter(text, start);
        while (match != NONE && !text.startsWith(strings[match], start)) {
            match = prefixes[match];
        }
        return match;
    }

    int length(int match) {
        return strings[match].length();
    }

    int id(int match) {
        return ids[match];
    }

    private int lastNotAfter(String text, int start) {
        int low = 0;
        int high = strings.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isAfter(strings[middle], text, start)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low - 1;
    }

    /** Whether a string comes after the text from an index on. */
    private static boolean isAfter(String string, String text, int start) {
        int length = Math.min(string.length(), text.length() - start);
        for (int index = 0; index < length; index++) {
            int order = Character.compare(string.charAt(index), text.charAt(start + index));
            if (order != 0) {
                return order > 0;
            }
        }
        return string.length() > length;
    }
}
