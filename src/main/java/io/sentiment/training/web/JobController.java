package io.sentiment.training.web;

import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.Route;
import io.sentiment.platform.security.Caller;
import io.sentiment.training.job.Job;
import io.sentiment.training.job.JobState;
import io.sentiment.training.job.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Lists, shows, follows and cancels retrainings. */
@RestController
@RequestMapping(JobController.PATH)
@Tag(name = "Retrainings", description = "Jobs that make a challenger of a model and perhaps promote it.")
class JobController {

    static final String PATH = Route.ADMINISTRATION + "/retrainings";

    private static final int LARGEST_PAGE = 500;
    private static final int LAST_PAGE = 1_000_000;

    private final Jobs retrainings;
    private final JobEvents events;

    JobController(Jobs retrainings, JobEvents events) {
        this.retrainings = retrainings;
        this.events = events;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "List retrainings", description = "Newest first; pages count from 0.")
    @ApiResponse(responseCode = "200", description = "A page of them, and how many there are")
    @ApiResponse(responseCode = "422", description = "No such state, or a page that is out of its range")
    JobsResponse list(
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "50") int size) {
        require(page >= 0 && page <= LAST_PAGE, "page", "The page must be from 0 to " + LAST_PAGE + ".");
        require(size >= 1 && size <= LARGEST_PAGE, "size", "The size must be from 1 to " + LARGEST_PAGE + ".");
        return JobsResponse.of(retrainings.list(model, state == null ? null : state(state), page, size));
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Show one retraining with its progress and result")
    @ApiResponse(responseCode = "200", description = "The retraining")
    @ApiResponse(responseCode = "404", description = "No such retraining")
    JobDescription find(@PathVariable String id) {
        return JobDescription.of(retrainings.find(id));
    }

    @DeleteMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Cancel a retraining",
            description = "One that waits is cancelled at once, one that runs within five seconds.")
    @ApiResponse(responseCode = "200", description = "It is cancelled")
    @ApiResponse(responseCode = "202", description = "It will be cancelled")
    @ApiResponse(responseCode = "404", description = "No such retraining")
    @ApiResponse(responseCode = "409", description = "It has ended already")
    ResponseEntity<JobDescription> cancel(
            @PathVariable String id, @Parameter(hidden = true) @Nullable Principal caller) {
        Job retraining = retrainings.cancel(id, Caller.name(caller));
        return ResponseEntity.status(retraining.state().isFinal() ? 200 : 202).body(JobDescription.of(retraining));
    }

    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Follow a retraining",
            description =
                    "Server-sent events: `progress` whenever it has come further, and at last `end`. A client that"
                            + " tells the `id` of the last event that it has got does not get that one again.")
    @ApiResponse(
            responseCode = "200",
            description = "The events",
            content = @Content(schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "204", description = "The client has got the `end` already", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such retraining")
    @ApiResponse(responseCode = "503", description = "Too many clients follow; see `Retry-After`")
    ResponseEntity<SseEmitter> events(
            @PathVariable String id,
            @Parameter(description = "The `id` of the last event that the client has got.")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable
                    String lastEventId) {
        Job retraining = retrainings.find(id);
        return events.isOver(retraining, lastEventId)
                ? ResponseEntity.noContent().build()
                : ResponseEntity.ok(events.follow(id, lastEventId));
    }

    private static JobState state(String label) {
        try {
            return JobState.ofLabel(label);
        } catch (IllegalArgumentException unknown) {
            throw Problem.of(ProblemType.UNUSABLE_REQUEST, unknown).at("state").asException();
        }
    }

    private static void require(boolean met, String parameter, String sentence) {
        if (!met) {
            throw Problem.of(ProblemType.UNUSABLE_REQUEST, sentence)
                    .at(parameter)
                    .asException();
        }
    }

    /** Some retrainings, newest first. */
    record JobsResponse(List<JobItem> retrainings, int page, int size, long total) {

        static JobsResponse of(Jobs.Page page) {
            return new JobsResponse(
                    page.jobs().stream().map(JobItem::of).toList(), page.number(), page.size(), page.total());
        }
    }
}
