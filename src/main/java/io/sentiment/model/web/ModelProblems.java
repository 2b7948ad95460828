package io.sentiment.model.web;

import io.sentiment.model.BundleImport.BundleTooLargeException;
import io.sentiment.model.BundleImport.UnwritableUploadException;
import io.sentiment.model.Promotion.OvertakenException;
import io.sentiment.model.Promotion.PromotionFailedException;
import io.sentiment.model.VersionSource.BundleUnavailableException;
import io.sentiment.model.VersionStore.VersionInUseException;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What clients learn of versions and of the database, whichever controller they ask. */
@RestControllerAdvice
class ModelProblems {

    private static final Logger LOG = LoggerFactory.getLogger(ModelProblems.class);
    private static final int SQLITE_FULL = 13;
    private static final String POSTGRESQL_DISK_FULL = "53100";
    private static final Duration DELAY = Duration.ofSeconds(5);

    @ExceptionHandler
    ResponseEntity<Object> inUse(VersionInUseException inUse) {
        return Problem.of(ProblemType.CONFLICT, inUse).response();
    }

    @ExceptionHandler
    ResponseEntity<Object> overtaken(OvertakenException overtaken) {
        return Problem.of(ProblemType.CONFLICT, overtaken).response();
    }

    @ExceptionHandler
    ResponseEntity<Object> tooLarge(BundleTooLargeException tooLarge) {
        return Problem.of(ProblemType.BODY_TOO_LARGE, tooLarge).response();
    }

    @ExceptionHandler
    ResponseEntity<Object> notPromoted(PromotionFailedException failed) {
        Problem problem =
                Problem.of(failed.lasting() ? ProblemType.UNUSABLE_REQUEST : ProblemType.STORAGE_UNAVAILABLE, failed);
        return (failed.lasting() ? problem : problem.retryAfter(DELAY)).response();
    }

    @ExceptionHandler
    ResponseEntity<Object> unavailable(BundleUnavailableException unavailable) {
        LOG.warn("A version cannot be fetched", unavailable);
        return Problem.of(ProblemType.STORAGE_UNAVAILABLE, "The version cannot be fetched from the database now.")
                .retryAfter(DELAY)
                .response();
    }

    @ExceptionHandler
    ResponseEntity<Object> unwritable(UnwritableUploadException unwritable) {
        LOG.error("An upload cannot be written", unwritable);
        return Problem.of(ProblemType.STORAGE_UNAVAILABLE, unwritable)
                .retryAfter(DELAY)
                .response();
    }

    @ExceptionHandler
    ResponseEntity<Object> damaged(UnreadableBundleException damaged) {
        LOG.error("A stored version is damaged", damaged);
        return Problem.of(ProblemType.INTERNAL_ERROR, "The stored bundle of this version is damaged.")
                .response();
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Object> databaseAway(RuntimeException away) {
        LOG.warn("The database failed on a request", away);
        return Problem.of(
                        ProblemType.STORAGE_UNAVAILABLE,
                        isDiskFull(away) ? "The disk of the database is full." : "The database cannot be used now.")
                .retryAfter(DELAY)
                .response();
    }

    private static boolean isDiskFull(RuntimeException away) {
        for (Throwable cause = away; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (POSTGRESQL_DISK_FULL.equals(sql.getSQLState()) || sql.getErrorCode() == SQLITE_FULL)) {
                return true;
            }
        }
        return false;
    }
}
