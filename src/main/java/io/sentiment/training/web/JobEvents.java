package io.sentiment.training.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sentiment.concurrent.DaemonExecutors;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.training.job.Job;
import io.sentiment.training.job.JobException;
import io.sentiment.training.job.JobProgress;
import io.sentiment.training.job.JobProperties;
import io.sentiment.training.job.JobState;
import io.sentiment.training.job.Jobs;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells clients how retrainings go on, whichever replica runs them: it looks into the database, twice a second for each
 * client. Thread-safe.
 */
@Component
class JobEvents {

    private static final int THREADS = 4;
    private static final long MILLISECONDS_BETWEEN = 500;
    private static final Duration DELAY = Duration.ofSeconds(10);

    private final Jobs retrainings;
    private final JobProperties properties;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService executor = DaemonExecutors.scheduled("retraining-events", THREADS);

    JobEvents(Jobs retrainings, JobProperties properties) {
        this.retrainings = retrainings;
        this.properties = properties;
    }

    /** Follows a retraining until it has ended or the client is gone. */
    SseEmitter follow(String id) {
        SseEmitter emitter = new SseEmitter(0L); // As long as it takes.
        Follower follower = new Follower(retrainings, id, emitter);
        followers.add(follower);
        if (followers.size() > properties.followers()) {
            followers.remove(follower);
            throw Problem.of(
                            ProblemType.TOO_MANY_STREAMS,
                            "Too many clients follow retrainings: look at the retraining itself.")
                    .retryAfter(DELAY)
                    .asException();
        }
        ScheduledFuture<?> looking =
                executor.scheduleWithFixedDelay(follower::look, 0, MILLISECONDS_BETWEEN, TimeUnit.MILLISECONDS);
        Runnable end = () -> {
            looking.cancel(false);
            followers.remove(follower);
        };
        emitter.onCompletion(end);
        emitter.onTimeout(end);
        emitter.onError(failure -> end.run());
        return emitter;
    }

    /** An open stream would keep the web server from stopping. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        executor.shutdownNow();
        followers.forEach(Follower::close);
    }

    /** One client that follows one retraining. */
    private static final class Follower {

        private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

        /** Looks without news after which a comment tells proxies, and us, that the connection is alive. */
        private static final int SILENT_LOOKS = 20;

        private final Jobs retrainings;
        private final String id;
        private final SseEmitter emitter;
        private @Nullable Event told;
        private int silent;
        private boolean ended;

        Follower(Jobs retrainings, String id, SseEmitter emitter) {
            this.retrainings = retrainings;
            this.id = id;
            this.emitter = emitter;
        }

        /** Tells the client what is new. */
        synchronized void look() {
            if (ended) {
                return;
            }
            try {
                tell(retrainings.find(id));
            } catch (DataAccessException | TransactionException away) {
                // The client waits until the database is back.
                LOG.debug("The database is away", away);
            } catch (JobException.Unknown | IOException | IllegalStateException gone) {
                ended = true;
                emitter.completeWithError(gone);
            }
        }

        void close() {
            emitter.complete();
        }

        private void tell(Job retraining) throws IOException {
            Event news = new Event(retraining.state(), retraining.progress());
            if (retraining.state().isFinal()) {
                ended = true;
                emitter.send(SseEmitter.event().name("end").data(JobDescription.of(retraining)));
                emitter.complete();
            } else if (!news.equals(told)) {
                emitter.send(SseEmitter.event().name("progress").data(news));
                told = news;
                silent = 0;
            } else if (++silent >= SILENT_LOOKS) {
                emitter.send(SseEmitter.event().comment("still here"));
                silent = 0;
            }
        }
    }

    /** Where a retraining stands. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Event(JobState state, @Nullable JobProgress progress) {}
}
