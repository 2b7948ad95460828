package io.sentiment.model.web;

import io.sentiment.model.AuditTrail;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.Route;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what and when. */
@RestController
@Tag(name = "Audit trail", description = "Every administrative act.")
class AuditController {

    private static final int MAXIMUM_LIMIT = 1_000;

    private final AuditTrail audit;

    AuditController(AuditTrail audit) {
        this.audit = audit;
    }

    @GetMapping(path = Route.ADMINISTRATION + "/audit", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Page through the audit trail", description = "Newest first; `next` leads to the next page.")
    @ApiResponse(responseCode = "200", description = "A page")
    @ApiResponse(responseCode = "422", description = "The limit is not from 1 to 1000")
    AuditResponse entries(
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAXIMUM_LIMIT) {
            throw Problem.of(ProblemType.UNUSABLE_REQUEST, "The limit must be from 1 to " + MAXIMUM_LIMIT + ".")
                    .at("limit")
                    .asException();
        }
        return AuditResponse.of(audit.entries(before, limit + 1), limit);
    }

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
}
