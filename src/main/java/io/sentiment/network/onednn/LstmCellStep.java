package io.sentiment.network.onednn;

import io.sentiment.network.Activations;
import java.util.Arrays;

/**
 * {@code c = f·c' + i·g} and {@code h = o·tanh(c)} (Hochreiter and Schmidhuber 1997; Gers et al. 2000). The inputs of
 * the gates f, o and i come halved, see {@link UnitRange#columnsOf}. Loops are small because the JIT compiler turns only
 * small ones into vector instructions.
 */
final class LstmCellStep implements CellStep {

    private final int units;
    private final float[] gates;
    private final float[] cells;

    LstmCellStep(int units) {
        this.units = units;
        gates = new float[4 * units];
        cells = new float[RowCounts.LARGEST * units];
    }

    @Override
    public void begin(int rows) {
        Arrays.fill(cells, 0, rows * units, 0);
    }

    @Override
    public void advance(int row, float[] input, float[] product, float[] state) {
        for (int index = 0; index < 4 * units; index++) {
            gates[index] = Activations.tanh(input[index] + product[index]);
        }
        int cell = row * units;
        for (int unit = 0; unit < units; unit++) {
            cells[cell + unit] = (0.5f + 0.5f * gates[units + unit]) * cells[cell + unit]
                    + (0.5f + 0.5f * gates[3 * units + unit]) * gates[unit];
        }
        for (int unit = 0; unit < units; unit++) {
            state[unit] = (0.5f + 0.5f * gates[2 * units + unit]) * Activations.tanh(cells[cell + unit]);
        }
    }
}
