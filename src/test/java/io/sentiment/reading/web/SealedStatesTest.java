package io.sentiment.reading.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.NetworkState;
import io.sentiment.platform.ProblemException;
import io.sentiment.platform.ProblemType;
import io.sentiment.reading.ReadingState;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedStatesTest {

    private static final ReadingState STATE = new ReadingState(
            new ModelVersion("reviews-en", 3),
            17,
            2,
            0.25f,
            new NetworkState(List.of(
                    new NetworkState.Layer(new float[] {0.5f, -1, Float.MIN_VALUE}, new float[] {1, 2, -3}),
                    new NetworkState.Layer(new float[] {0.125f}, new float[0]))));

    private final SealedStates states = new SealedStates(() -> new byte[] {1, 2, 3, 4});

    @Test
    void aStateComesBackAsItWas() {
        ReadingState opened = states.open(states.seal(STATE));

        assertThat(opened).usingRecursiveComparison().isEqualTo(STATE);
    }

    @Test
    void everyChangeOfACharacterIsRefused() {
        String sealed = states.seal(STATE);
        for (int index = 0; index < sealed.length(); index++) {
            for (char other : new char[] {'A', 'B', '-', '_', '9', '='}) {
                String changed = sealed.substring(0, index) + other + sealed.substring(index + 1);
                if (!changed.equals(sealed)) {
                    assertThatThrownBy(() -> states.open(changed))
                            .as("%s at %d", other, index)
                            .isInstanceOf(ProblemException.class);
                }
            }
        }
    }

    @Test
    void whatIsWrongIsTold() {
        String sealed = states.seal(STATE);

        assertRefused(sealed.substring(0, sealed.length() / 2), ProblemType.MALFORMED_STATE);
        assertRefused("", ProblemType.MALFORMED_STATE);
        assertRefused("not Base64!", ProblemType.MALFORMED_STATE);
        assertRefused("A".repeat(SealedStates.LONGEST + 1), ProblemType.MALFORMED_STATE);
        assertRefused(new SealedStates(() -> new byte[] {9}).seal(STATE), ProblemType.FOREIGN_STATE);
        char changed = sealed.charAt(40) == 'x' ? 'y' : 'x';
        assertRefused(sealed.substring(0, 40) + changed + sealed.substring(41), ProblemType.CHANGED_STATE);
    }

    @Test
    void aStateThatFitsHasAtMostSixtyFourKilobytes() {
        Architecture reference = new Architecture(10_000, 512, Cell.LSTM, 1_024, 1, false, 25, 0);
        assertThat(SealedStates.fits("reviews-en", reference)).isTrue();

        int largest = 1;
        while (SealedStates.fits("reviews-en", withUnits(largest + 1))) {
            largest++;
        }
        assertThat(sealed(largest)).hasSizeBetween(SealedStates.LONGEST - 12, SealedStates.LONGEST);
        assertThat(sealed(largest + 1)).hasSizeGreaterThan(SealedStates.LONGEST);
    }

    private static Architecture withUnits(int units) {
        return new Architecture(10, 8, Cell.LSTM, units, 1, false, 25, 0);
    }

    private String sealed(int units) {
        NetworkState.Layer layer = new NetworkState.Layer(new float[units], new float[units]);
        return states.seal(new ReadingState(STATE.version(), 1, 0, 0.5f, new NetworkState(List.of(layer))));
    }

    private void assertRefused(String sealed, ProblemType type) {
        assertThatThrownBy(() -> states.open(sealed)).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.problem().type()).isEqualTo(type);
            assertThat(refusal.problem().pointer()).isEqualTo("state");
        });
    }
}
