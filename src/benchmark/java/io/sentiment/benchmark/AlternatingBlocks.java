package io.sentiment.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Times contenders in blocks that alternate, so that a machine that slows down or a neighbour that computes slows all of
 * them. A block is several calls of one contender in a row; its first calls are not timed, because they pay for what the
 * contender before it left: foreign weights in the caches, foreign threads that still spin.
 */
public final class AlternatingBlocks {

    private static final int CALLS_AT_LEAST = 2;

    /** Longer than the threads of any library wait for more work before they sleep. */
    private static final Duration SETTLING = Duration.ofMillis(30);

    private final int rounds;
    private final Duration block;

    /**
     * @param rounds blocks of each contender
     * @param block how long a block goes on, the call that runs over it included
     */
    public AlternatingBlocks(int rounds, Duration block) {
        this.rounds = rounds;
        this.block = block;
    }

    /** The times of the calls of each contender, in the order of the list. */
    public List<CallTimes> time(List<Timed> contenders) {
        List<List<Long>> times = new ArrayList<>();
        for (Timed contender : contenders) {
            times.add(new ArrayList<>());
            block(contender); // Warms up: the JIT compiler, the memory pools, the scripts that libtorch optimises.
        }
        for (int round = 0; round < rounds; round++) {
            for (int place = 0; place < contenders.size(); place++) {
                int turn = (place + round) % contenders.size(); // so that not always the same one begins
                times.get(turn).addAll(block(contenders.get(turn)));
            }
        }
        return times.stream().map(CallTimes::of).toList();
    }

    int rounds() {
        return rounds;
    }

    Duration length() {
        return block;
    }

    /** The times, in nanoseconds, of the calls of one block. */
    List<Long> block(Timed contender) {
        long begin = System.nanoTime();
        do {
            contender.call().run();
        } while (System.nanoTime() - begin < SETTLING.toNanos());
        List<Long> times = new ArrayList<>();
        long start = System.nanoTime();
        while (times.size() < CALLS_AT_LEAST || System.nanoTime() - start < block.toNanos()) {
            long before = System.nanoTime();
            contender.call().run();
            times.add(System.nanoTime() - before);
        }
        return times;
    }
}
