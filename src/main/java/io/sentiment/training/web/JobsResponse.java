package io.sentiment.training.web;

import io.sentiment.training.job.JobPage;
import java.util.List;

/** Some retrainings, newest first. */
record JobsResponse(List<JobItem> retrainings, int page, int size, long total) {

    static JobsResponse of(JobPage page) {
        return new JobsResponse(
                page.retrainings().stream().map(JobItem::of).toList(), page.page(), page.size(), page.total());
    }
}
