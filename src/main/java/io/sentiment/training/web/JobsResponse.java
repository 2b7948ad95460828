package io.sentiment.training.web;

import io.sentiment.training.job.Jobs;
import java.util.List;

/** Some retrainings, newest first. */
record JobsResponse(List<JobItem> retrainings, int page, int size, long total) {

    static JobsResponse of(Jobs.Page page) {
        return new JobsResponse(
                page.jobs().stream().map(JobItem::of).toList(), page.number(), page.size(), page.total());
    }
}
