package io.sentiment.training.web;

import io.sentiment.training.RetrainingPage;
import java.util.List;

/** Some retrainings, newest first. */
record RetrainingsResponse(List<RetrainingItem> retrainings, int page, int size, long total) {

    static RetrainingsResponse of(RetrainingPage page) {
        return new RetrainingsResponse(
                page.retrainings().stream().map(RetrainingItem::of).toList(), page.page(), page.size(), page.total());
    }
}
