package io.sentiment.training.web;

import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.training.job.JobException;
import io.sentiment.training.upload.UploadException;
import java.time.Duration;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What clients learn of the exceptions of retrainings. */
@RestControllerAdvice
class JobProblems {

    @ExceptionHandler
    ResponseEntity<Object> unusable(UploadException.Unusable unusable) {
        return Problem.of(ProblemType.UNUSABLE_REQUEST, unusable)
                .at(unusable.part())
                .withLines(unusable.lines().stream()
                        .map(row -> new Problem.Line(row.line(), row.reason()))
                        .toList())
                .response();
    }

    @ExceptionHandler
    ResponseEntity<Object> tooLarge(UploadException.TooLarge tooLarge) {
        return Problem.of(ProblemType.BODY_TOO_LARGE, tooLarge).response();
    }

    @ExceptionHandler
    ResponseEntity<Object> abandoned(UploadException.Abandoned abandoned) {
        return Problem.of(ProblemType.NOT_READY, abandoned)
                .retryAfter(Duration.ofSeconds(1))
                .response();
    }

    @ExceptionHandler
    ResponseEntity<Object> reused(JobException.ReusedKey reused) {
        return Problem.of(ProblemType.CONFLICT, reused).response();
    }

    @ExceptionHandler
    ResponseEntity<Object> finished(JobException.Finished finished) {
        return Problem.of(ProblemType.CONFLICT, finished).response();
    }

    @ExceptionHandler
    ResponseEntity<Object> unknown(JobException.Unknown unknown) {
        return Problem.of(ProblemType.UNKNOWN_RETRAINING, unknown).response();
    }

    @ExceptionHandler
    ResponseEntity<Object> malformed(FileUploadException malformed) {
        return Problem.of(ProblemType.BAD_REQUEST, "The body is not well-formed multipart/form-data.")
                .response();
    }
}
