package io.sentiment.network.onednn.engine;

import io.sentiment.network.Cell;

/** What a cell computes at a time step besides matrix products, for a range of its units. For one thread. */
interface CellStep {

    /** Forgets the states of earlier texts. */
    void begin(int rows);

    /**
     * Brings one row a step on.
     *
     * @param input [k · units] projection of the input, with bias
     * @param product [k · units] projection of the earlier state
     * @param state [units] out: h
     */
    void advance(int row, float[] input, float[] product, float[] state);

    static CellStep of(Cell cell, int units) {
        return switch (cell) {
            case LSTM -> new LstmCellStep(units);
            case SIMPLE_RNN -> new SimpleCellStep();
        };
    }
}
