package io.sentiment.training.web;

import io.sentiment.training.job.Job;
import io.sentiment.training.job.JobException;
import io.sentiment.training.job.Jobs;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One client that follows one retraining. */
final class JobFollower {

    private static final Logger LOG = LoggerFactory.getLogger(JobFollower.class);

    /** Looks without news after which a comment tells proxies, and us, that the connection is alive. */
    private static final int SILENT_LOOKS = 20;

    private final Jobs retrainings;
    private final String id;
    private final SseEmitter emitter;
    private @Nullable JobEvent told;
    private int silent;
    private boolean ended;

    JobFollower(Jobs retrainings, String id, SseEmitter emitter) {
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
        JobEvent news = new JobEvent(retraining.state(), retraining.progress());
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
