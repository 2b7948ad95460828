package io.sentiment.rows;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells whether a text is one of some others. Texts are the same when their tokens are. Immutable and thread-safe. */
public final class TextSet {

    private final Set<TextDigest> digests;

    private TextSet(Set<TextDigest> digests) {
        this.digests = digests;
    }

    /** The set of these texts, each as its tokens. */
    public static TextSet of(Collection<List<String>> tokenizedTexts) {
        return new TextSet(tokenizedTexts.stream().map(TextDigest::of).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether the text of these tokens is in the set. */
    public boolean contains(List<String> tokens) {
        return digests.contains(TextDigest.of(tokens));
    }
}
