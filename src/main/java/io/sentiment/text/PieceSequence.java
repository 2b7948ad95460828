package io.sentiment.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The pieces of one word while they are being joined. Equal to itself alone; not thread-safe. */
final class PieceSequence {

    private final long count;
    private List<String> pieces;

    /** @param count occurrences of the word */
    PieceSequence(List<String> pieces, long count) {
        this.pieces = List.copyOf(pieces);
        this.count = count;
    }

    long count() {
        return count;
    }

    Stream<PiecePair> pairs() {
        return IntStream.range(1, pieces.size())
                .mapToObj(index -> new PiecePair(pieces.get(index - 1), pieces.get(index)));
    }

    /** Joins each occurrence of a pair, from left to right. */
    void join(PiecePair pair) {
        List<String> joined = new ArrayList<>(pieces.size());
        int index = 0;
        while (index < pieces.size()) {
            boolean isPair = index + 1 < pieces.size()
                    && pieces.get(index).equals(pair.left())
                    && pieces.get(index + 1).equals(pair.right());
            joined.add(isPair ? pair.joined() : pieces.get(index));
            index += isPair ? 2 : 1;
        }
        pieces = joined;
    }
}
