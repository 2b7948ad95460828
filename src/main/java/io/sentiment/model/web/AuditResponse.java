package io.sentiment.model.web;

import io.sentiment.model.AuditTrail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the audit trail.
 *
 * @param entries newest first
 * @param next what to give as {@code before} for the next page; null on the last one
 */
record AuditResponse(
        List<AuditTrail.Entry> entries, @Nullable Long next) {

    /** @param entries one more than a page has, if there are more */
    static AuditResponse of(List<AuditTrail.Entry> entries, int limit) {
        if (entries.size() <= limit) {
            return new AuditResponse(entries, null);
        }
        List<AuditTrail.Entry> page = entries.subList(0, limit);
        return new AuditResponse(page, page.get(limit - 1).id());
    }
}
