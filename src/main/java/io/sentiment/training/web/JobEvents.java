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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
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
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells clients how retrainings go on, whichever replica runs them: it looks into the database, twice a second for each
 * client. An event has its content's hash as its id, so that every replica knows which of them a client has seen.
 * Thread-safe.
 */
@Component
class JobEvents {

    private static final int THREADS = 4;
    private static final long MILLISECONDS_BETWEEN = 500;
    private static final Duration DELAY = Duration.ofSeconds(10);
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final Jobs retrainings;
    private final JobProperties properties;
    private final JsonMapper json;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService executor = DaemonExecutors.scheduled("retraining-events", THREADS);

    JobEvents(Jobs retrainings, JobProperties properties, JsonMapper json) {
        this.retrainings = retrainings;
        this.properties = properties;
        this.json = json;
    }

    /**
     * Whether a client has seen the end of a retraining, so that there is nothing to follow any more.
     *
     * @param seen the id of the last event that the client has got; null for none
     */
    boolean isOver(Job retraining, @Nullable String seen) {
        return retraining.state().isFinal() && Event.of(retraining, json).id().equals(seen);
    }

    /**
     * Follows a retraining until it has ended or the client is gone.
     *
     * @param seen the id of the last event that the client has got, which is not sent again; null for none
     */
    SseEmitter follow(String id, @Nullable String seen) {
        SseEmitter emitter = new SseEmitter(0L); // As long as it takes.
        Follower follower = new Follower(retrainings, id, seen, emitter, json);
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
        private final JsonMapper json;
        private @Nullable String told;
        private boolean ended;

        /** So that a client without news learns at once that it is connected. */
        private int silent = SILENT_LOOKS - 1;

        Follower(Jobs retrainings, String id, @Nullable String seen, SseEmitter emitter, JsonMapper json) {
            this.retrainings = retrainings;
            this.id = id;
            this.told = seen;
            this.emitter = emitter;
            this.json = json;
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
            Event news = Event.of(retraining, json);
            if (!news.id().equals(told)) {
                emitter.send(SseEmitter.event().id(news.id()).name(news.name()).data(news.json(), TEXT));
                told = news.id();
                silent = 0;
            } else if (++silent >= SILENT_LOOKS) {
                emitter.send(SseEmitter.event().comment("still here"));
                silent = 0;
            }
            if (retraining.state().isFinal()) {
                ended = true;
                emitter.complete();
            }
        }
    }

    /**
     * What clients learn of a retraining as it is in the database.
     *
     * @param id the same wherever and whenever the content is the same
     * @param name what kind of event it is
     * @param json its content
     */
    private record Event(String id, String name, String json) {

        static Event of(Job retraining, JsonMapper json) {
            boolean isEnd = retraining.state().isFinal();
            String name = isEnd ? "end" : "progress";
            Object news =
                    isEnd ? JobDescription.of(retraining) : new Standing(retraining.state(), retraining.progress());
            // Other processes iterate over the same map in another order.
            String content = json.writer()
                    .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(news);
            String id = UUID.nameUUIDFromBytes((name + content).getBytes(StandardCharsets.UTF_8))
                    .toString();
            return new Event(id, name, content);
        }
    }

    /** Where a retraining stands. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Standing(JobState state, @Nullable JobProgress progress) {}
}
