package io.sentiment.training.web;

import io.sentiment.concurrent.DaemonExecutors;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.training.job.Jobs;
import io.sentiment.training.upload.RetrainingProperties;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
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
    private final RetrainingProperties properties;
    private final Set<JobFollower> followers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService executor = DaemonExecutors.scheduled("retraining-events", THREADS);

    JobEvents(Jobs retrainings, RetrainingProperties properties) {
        this.retrainings = retrainings;
        this.properties = properties;
    }

    /** Follows a retraining until it has ended or the client is gone. */
    SseEmitter follow(String id) {
        SseEmitter emitter = new SseEmitter(0L); // As long as it takes.
        JobFollower follower = new JobFollower(retrainings, id, emitter);
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
        followers.forEach(JobFollower::close);
    }
}
