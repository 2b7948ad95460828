package io.sentiment.rows;

import io.sentiment.text.TokenizedText;
import java.util.Arrays;
import java.util.List;

/**
 * The runs of five words of a text, as hashes: what two texts share of them tells how much one resembles the other
 * (Broder 1997, "On the resemblance and containment of documents"). Chinese writes no blanks, so there each character is
 * a word. A shorter text is one run. Immutable and thread-safe.
 */
final class Shingles {

    /** Five words of running text rarely come together by chance, yet survive changes elsewhere in the text. */
    private static final int WORDS = 5;

    private final long[] hashes;

    private Shingles(long[] hashes) {
        this.hashes = hashes;
    }

    /** Of the {@link TokenizedText#words} of a text. */
    static Shingles of(List<String> wordsOfText) {
        long[] words = words(wordsOfText);
        int length = Math.min(WORDS, words.length);
        long[] hashes = new long[words.length - length + 1];
        for (int start = 0; start < hashes.length; start++) {
            long hash = length;
            for (int word = start; word < start + length; word++) {
                hash = mixed(hash * 31 + words[word]);
            }
            hashes[start] = hash;
        }
        return new Shingles(sortedDistinct(hashes, hashes.length));
    }

    /** The number of different runs, at least 1. */
    int size() {
        return hashes.length;
    }

    /** The hash at a place in their rising order. */
    long hash(int index) {
        return hashes[index];
    }

    /** The smallest value that a hash function takes on the runs: their min-hash (Broder 1997). */
    long minimum(int function) {
        long key = mixed(function + 1L);
        long minimum = Long.MAX_VALUE;
        for (long hash : hashes) {
            minimum = Math.min(minimum, mixed(hash ^ key));
        }
        return minimum;
    }

    /** The share of the runs of both that both have: Jaccard's coefficient, from 0 to 1. */
    double resemblance(Shingles other) {
        int shared = shared(hashes, other.hashes);
        return (double) shared / (hashes.length + other.hashes.length - shared);
    }

    /** How many values two rising arrays have in common. */
    static int shared(long[] first, long[] second) {
        int shared = 0;
        int inFirst = 0;
        int inSecond = 0;
        while (inFirst < first.length && inSecond < second.length) {
            int order = Long.compare(first[inFirst], second[inSecond]);
            shared += order == 0 ? 1 : 0;
            inFirst += order <= 0 ? 1 : 0;
            inSecond += order >= 0 ? 1 : 0;
        }
        return shared;
    }

    private static long[] words(List<String> tokens) {
        return tokens.stream()
                .mapMultiToLong((token, words) -> {
                    if (Character.isIdeographic(token.codePointAt(0))) {
                        token.codePoints().forEach(words::accept);
                    } else {
                        words.accept(hash(token));
                    }
                })
                .toArray();
    }

    /** Sorts the first values and gives each once. Streams would box each of the millions of runs of a data set. */
    static long[] sortedDistinct(long[] values, int count) {
        Arrays.sort(values, 0, count);
        int size = Math.min(count, 1);
        for (int index = 1; index < count; index++) {
            if (values[index] != values[size - 1]) {
                values[size++] = values[index];
            }
        }
        return Arrays.copyOf(values, size);
    }

    /** String's own hash has 32 bits, which millions of words and runs would share. */
    private static long hash(String token) {
        long hash = 0;
        for (int index = 0; index < token.length(); index++) {
            hash = mixed(hash * 31 + token.charAt(index));
        }
        return hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014), which spreads each bit over all. */
    static long mixed(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
