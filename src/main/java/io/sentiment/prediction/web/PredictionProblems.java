package io.sentiment.prediction.web;

import io.sentiment.model.UnknownModelException;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.prediction.TooManySentencesException;
import io.sentiment.prediction.batch.Batcher.PredictionFailedException;
import io.sentiment.prediction.batch.UnavailableException;
import io.sentiment.prediction.batch.UnavailableException.DeadlineExceededException;
import io.sentiment.prediction.batch.UnavailableException.QueueFullException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What clients learn of the exceptions of models and predictions, whichever controller they come from. */
@RestControllerAdvice
class PredictionProblems {

    @ExceptionHandler
    ResponseEntity<Object> unknown(UnknownModelException unknown) {
        return Problem.of(ProblemType.UNKNOWN_MODEL, unknown).response();
    }

    @ExceptionHandler
    ResponseEntity<Object> tooMany(TooManySentencesException tooMany) {
        return Problem.of(ProblemType.TOO_MANY_SENTENCES, tooMany)
                .at("sentences")
                .response();
    }

    @ExceptionHandler
    ResponseEntity<Object> unavailable(UnavailableException unavailable) {
        return Problem.of(type(unavailable), unavailable)
                .retryAfter(unavailable.retryAfter())
                .response();
    }

    /** The batcher has logged why. */
    @ExceptionHandler
    ResponseEntity<Object> failed(PredictionFailedException failed) {
        return Problem.of(ProblemType.INTERNAL_ERROR, "The model failed on this request.")
                .response();
    }

    private static ProblemType type(UnavailableException unavailable) {
        if (unavailable instanceof QueueFullException) {
            return ProblemType.QUEUE_FULL;
        }
        return unavailable instanceof DeadlineExceededException ? ProblemType.DEADLINE_EXCEEDED : ProblemType.NOT_READY;
    }
}
