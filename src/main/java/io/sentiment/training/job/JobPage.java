package io.sentiment.training.job;

import java.util.List;

/**
 * Some of the retrainings that somebody asked for. Immutable.
 *
 * @param retrainings newest first
 * @param page number of this page, from 0
 * @param size retrainings of a page at most
 * @param total number of retrainings on all pages
 */
public record JobPage(List<Job> retrainings, int page, int size, long total) {

    /** Copies the list. */
    public JobPage {
        retrainings = List.copyOf(retrainings);
    }
}
