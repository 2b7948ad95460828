package io.sentiment.platform;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.springframework.boot.thread.Threading;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Lets a request wait for its answer on its own thread, for as long as half of the threads are free. An answer that comes later
 * takes the request through all filters a second time, which costs more than a short prediction; but requests that wait must not
 * keep others, such as those for health, from a thread. Thread-safe.
 */
@Component
public final class RequestThreads {

    private final Semaphore free;

    RequestThreads(TomcatServerProperties server, Environment environment) {
        free = new Semaphore(
                Threading.VIRTUAL.isActive(environment)
                        ? Integer.MAX_VALUE
                        : server.getThreads().getMax() / 2);
    }

    /**
     * What a controller returns whose answer is on its way.
     *
     * @return the answer, or its future where too many requests wait already
     * @throws RuntimeException as which the future has failed
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The controller returns it to Spring MVC, which looks at what it is.
    public Object of(CompletableFuture<? extends ResponseEntity<?>> answer) {
        if (!free.tryAcquire()) {
            return answer;
        }
        try {
            return answer.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw failed;
        } finally {
            free.release();
        }
    }
}
