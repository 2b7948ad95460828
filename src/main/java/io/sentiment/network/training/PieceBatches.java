package io.sentiment.network.training;

import io.sentiment.network.LabelledText;
import io.sentiment.network.dl4j.CarriedStates;
import io.sentiment.network.dl4j.Continuity;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Batches whose rows go on where those of the batch before ended. A row reads its text piece by piece, one piece a batch,
 * and when the text has ended begins with the next text that waits.
 *
 * <p>Without {@link Continuity#stateful()} the texts wait in random order and each begins without a memory; towards the
 * end of an epoch, when none waits, batches have fewer and fewer rows. With it the texts wait in the order of the data,
 * each begins with what its row remembers of the text before, and an epoch ends with its last full batch: texts that have
 * not been read to their end by then are left out.
 *
 * <p>Every piece has a loss against the label of its text, because gradients stop at the edges of pieces: with a loss at
 * the end alone, nothing but the last piece would ever be learned from. Half of a text's weight is shared by all of its
 * pieces alike, and half is the last piece's, whose answer is the text's (the target replication of Lipton et al. 2016,
 * "Learning to Diagnose with LSTM Recurrent Neural Networks", with α = 1/2). The weights of a text sum to one, however long
 * it is.
 */
final class PieceBatches implements BatchSource {

    /** α of Lipton et al. */
    private static final double SHARED = 0.5;

    private final Mixture mixture;
    private final Continuity continuity;
    private final int rows;
    private final int texts;
    private final long batches;

    /** @throws IllegalArgumentException if the texts do not fill a single batch that has to be full */
    PieceBatches(Mixture mixture, int batchSize, Continuity continuity) {
        this.mixture = mixture;
        this.continuity = continuity;
        rows = continuity.stateful() ? batchSize : Math.min(batchSize, mixture.size());
        if (mixture.size() < rows) {
            throw new IllegalArgumentException("States that are carried from text to text need a full batch, but the "
                    + mixture.size() + " training texts are fewer than the batch size of " + batchSize + ".");
        }
        // In the order of the data: with a random order there are about as many batches.
        int ended = 0;
        long count = 0;
        for (Reading reading = new Reading(mixture.draw(new Random(0))); reading.hasNext(); count++) {
            ended += reading.next().ended();
        }
        texts = ended;
        batches = count;
    }

    @Override
    public Iterable<Batch> draw(Random random) {
        List<LabelledText> drawn = mixture.draw(random);
        if (!continuity.stateful()) {
            Collections.shuffle(drawn, random);
        }
        return () -> new Reading(drawn);
    }

    @Override
    public int texts() {
        return texts;
    }

    @Override
    public int leftOut() {
        return mixture.size() - texts;
    }

    @Override
    public long batches() {
        return batches;
    }

    /** The batches of an epoch, made as they are asked for. */
    private final class Reading implements Iterator<Batch> {

        private final Iterator<LabelledText> waiting;
        private final List<Slot> slots = new ArrayList<>();
        private boolean more;

        Reading(List<LabelledText> texts) {
            waiting = texts.iterator();
            for (int row = 0; row < rows; row++) {
                slots.add(new Slot());
            }
            readOn();
        }

        @Override
        public boolean hasNext() {
            return more;
        }

        @Override
        public Batch next() {
            if (!more) {
                throw new NoSuchElementException();
            }
            List<Slot> reading = slots.stream().filter(Slot::reads).toList();
            int[] origins = reading.stream().mapToInt(Slot::origin).toArray();
            double[] weights = continuity.chunk() == 0
                    ? null
                    : reading.stream().mapToDouble(Slot::weight).toArray();
            int ended = (int) reading.stream().filter(Slot::ends).count();
            Batch batch = new Batch(reading.stream().map(Slot::cut).toList(), origins, weights, rows, ended);
            for (int row = 0; row < reading.size(); row++) {
                reading.get(row).row = row;
            }
            readOn();
            return batch;
        }

        private void readOn() {
            slots.forEach(slot -> slot.readOn(waiting));
            more = continuity.stateful()
                    ? slots.stream().allMatch(Slot::reads)
                    : slots.stream().anyMatch(Slot::reads);
        }
    }

    /** What reads one text after the other, in the same row of each batch as long as all rows are there. */
    private final class Slot {

        private @Nullable LabelledText text;
        private int pieces;
        private int piece;

        /** In the batch before. */
        private int row = CarriedStates.FRESH;

        void readOn(Iterator<LabelledText> waiting) {
            if (reads() && !ends()) {
                piece++;
                return;
            }
            text = waiting.hasNext() ? waiting.next() : null;
            piece = 0;
            pieces = text == null || continuity.chunk() == 0
                    ? 1
                    : (text.text().length() + continuity.chunk() - 1) / continuity.chunk();
        }

        boolean reads() {
            return text != null;
        }

        boolean ends() {
            return piece == pieces - 1;
        }

        int origin() {
            return piece > 0 || continuity.stateful() ? row : CarriedStates.FRESH;
        }

        double weight() {
            return SHARED / pieces + (ends() ? 1 - SHARED : 0);
        }

        LabelledText cut() {
            LabelledText whole = Objects.requireNonNull(text);
            if (pieces == 1) {
                return whole;
            }
            int from = piece * continuity.chunk();
            int to = Math.min(from + continuity.chunk(), whole.text().length());
            int[] ids = Arrays.copyOfRange(whole.text().tokenIds(), from, to);
            // Nothing in training asks how many tokens are unknown.
            return new LabelledText(new EncodedText(ids, ids.length, 0, false), whole.target());
        }
    }
}
