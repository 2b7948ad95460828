package io.sentiment.prediction.batch;

import io.sentiment.network.InferenceEngine;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Answers a text with a hundredth of its first token id, writes down which texts came together, and computes one batch
 * for each permit.
 */
final class RecordingEngine implements InferenceEngine {

    /** A text with this id makes the engine fail. */
    static final int POISON = 66;

    /** A text with this id makes the engine run out of native memory. */
    static final int TOO_MUCH = 67;

    final Semaphore permits;
    final Semaphore started = new Semaphore(0);
    final List<List<Integer>> batches = new ArrayList<>();
    volatile boolean closed;
    volatile String closedBy = "";

    RecordingEngine(int permits) {
        this.permits = new Semaphore(permits);
    }

    static EncodedText text(int id) {
        return text(id, 1);
    }

    static EncodedText text(int id, int length) {
        int[] ids = new int[length];
        ids[0] = id;
        return new EncodedText(ids, length, 0, false);
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public float[] positiveProbabilities(List<EncodedText> texts) {
        List<Integer> ids = texts.stream().map(text -> text.tokenIds()[0]).toList();
        synchronized (batches) {
            batches.add(ids);
        }
        started.release();
        permits.acquireUninterruptibly();
        if (ids.contains(POISON)) {
            throw new IllegalStateException("poison");
        }
        if (ids.contains(TOO_MUCH)) {
            throw new OutOfMemoryError("Physical memory usage is too high");
        }
        float[] answers = new float[ids.size()];
        for (int row = 0; row < answers.length; row++) {
            answers[row] = ids.get(row) / 100f;
        }
        return answers;
    }

    List<List<Integer>> batches() {
        synchronized (batches) {
            return List.copyOf(batches);
        }
    }

    @Override
    public void close() {
        closed = true;
        closedBy = Thread.currentThread().getName();
    }
}
