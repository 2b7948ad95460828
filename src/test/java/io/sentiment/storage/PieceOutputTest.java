package io.sentiment.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PieceOutputTest {

    private static final int MEGABYTE = 1 << 20;

    private final List<byte[]> pieces = new ArrayList<>();

    @Test
    void piecesAreAMegabyteButTheLastAndJoinToWhatWasWritten() throws IOException {
        byte[] bytes = new byte[2 * MEGABYTE + 3];
        new Random(1).nextBytes(bytes);
        PieceOutput output = output();
        try (output) {
            output.write(bytes[0]);
            output.write(bytes, 1, MEGABYTE); // Across the border of two pieces.
            output.write(bytes, MEGABYTE + 1, MEGABYTE + 2);
        }

        assertThat(pieces).extracting(piece -> piece.length).containsExactly(MEGABYTE, MEGABYTE, 3);
        assertThat(output.size()).isEqualTo(bytes.length);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        PieceOutput.join(
                position -> position < pieces.size() ? Optional.of(pieces.get(position)) : Optional.empty(), joined);
        assertThat(Arrays.equals(joined.toByteArray(), bytes)).isTrue();
    }

    @Test
    void nothingIsNoPiece() {
        output().close();

        assertThat(pieces).isEmpty();
    }

    private PieceOutput output() {
        return new PieceOutput((position, piece) -> {
            assertThat(position).isEqualTo(pieces.size());
            pieces.add(piece);
        });
    }
}
