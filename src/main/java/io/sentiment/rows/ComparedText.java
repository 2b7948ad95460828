package io.sentiment.rows;

import java.util.List;

/**
 * What is compared of a text.
 *
 * @param digest the same for the same tokens alone
 * @param shingles mostly the same for a similar text
 */
record ComparedText(TextDigest digest, Shingles shingles) {

    static ComparedText of(List<String> tokens) {
        return new ComparedText(TextDigest.of(tokens), Shingles.of(tokens));
    }
}
