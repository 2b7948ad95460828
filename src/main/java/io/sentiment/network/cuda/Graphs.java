package io.sentiment.network.cuda;

import io.sentiment.network.cuda.driver.CudaGraph;
import io.sentiment.network.cuda.driver.CudaStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Graphs of the work on batches, by the shape of a batch. A small batch takes longer to launch, kernel by kernel, than to
 * compute; a graph is one launch. Owns the graphs until {@link #close()}. For one thread at a time.
 */
public final class Graphs implements AutoCloseable {

    /** Fewer rows take longer to launch, step by step, than to compute, even where many of them have ended. */
    private static final int FEW_ROWS = 128;

    /** More rows keep a GPU so busy that launches do not matter. */
    private static final int MOST_ROWS = 1024;

    /** Shapes that are remembered, those that came latest. */
    static final int MOST_SHAPES = 32;

    private final CudaStream stream;
    private final int mostShapes;

    /** Of the shapes that came once nothing, of the others their graphs. */
    private final Map<Shape, Optional<CudaGraph>> known = new LinkedHashMap<>(16, 0.75f, true);

    /** A driver before CUDA 11.4 lacks a function. */
    private boolean unavailable;

    Graphs(CudaStream stream) {
        this(stream, MOST_SHAPES);
    }

    /** Graphs of the work of a stream, which stays the caller's; of so many shapes at most. */
    public Graphs(CudaStream stream, int mostShapes) {
        this.stream = stream;
        this.mostShapes = mostShapes;
    }

    /** Whether a batch is better done as a graph, which computes all rows of its shape at all steps. */
    static boolean suits(SortedRows batch, Shape shape) {
        long computed = (long) shape.rows() * shape.steps();
        return batch.count() <= FEW_ROWS || (batch.count() <= MOST_ROWS && computed <= batch.tokens() * 9 / 8);
    }

    /**
     * Does the work of a shape, which must be the same each time.
     *
     * <p>It is done as it comes the first time, when the driver and cuBLAS may still have to load what it needs, and captured
     * the second time.
     */
    public void run(Shape shape, Runnable work) {
        Optional<CudaGraph> graph = known.get(shape);
        if (graph == null) {
            remember(shape);
            work.run();
        } else if (graph.isPresent()) {
            graph.get().launch();
        } else {
            capture(shape, work);
        }
    }

    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (Optional<CudaGraph> graph : known.values()) {
            try {
                graph.ifPresent(CudaGraph::close);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        known.clear();
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private void remember(Shape shape) {
        known.put(shape, Optional.empty());
        if (known.size() > mostShapes) {
            Iterator<Optional<CudaGraph>> values = known.values().iterator();
            Optional<CudaGraph> oldest = values.next();
            values.remove();
            oldest.ifPresent(CudaGraph::close);
        }
    }

    private void capture(Shape shape, Runnable work) {
        if (unavailable) {
            work.run();
            return;
        }
        try {
            CudaGraph graph = stream.capture(work);
            known.put(shape, Optional.of(graph));
            graph.launch();
        } catch (LinkageError e) {
            unavailable = true;
            work.run();
        }
    }

    /**
     * What batches have in common that one graph computes.
     *
     * @param rows texts, some of which may be empty
     * @param steps tokens of each, some of which may be behind its end
     */
    public record Shape(int rows, int steps) {

        /** The shape of a batch and of those that are at most a quarter smaller. */
        public static Shape around(int rows, int steps, int mostSteps) {
            return new Shape(roundedUp(rows), Math.min(mostSteps, roundedUp(steps)));
        }

        /** To three significant bits. */
        private static int roundedUp(int value) {
            int unit = Math.max(1, Integer.highestOneBit(value) / 4);
            return (value + unit - 1) / unit * unit;
        }
    }
}
