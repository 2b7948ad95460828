package io.sentiment.prediction.web;

import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemException;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.RequestTimeout;
import io.sentiment.prediction.Predictor;
import io.sentiment.prediction.StreamingProperties;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.coyote.CloseNowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Predicts a stream of texts, a line each. */
@RestController
@RequestMapping(PredictionController.PATH)
class PredictionStreamController {

    private static final Logger LOG = LoggerFactory.getLogger(PredictionStreamController.class);
    private static final MediaType LINES = new MediaType(MediaType.APPLICATION_NDJSON, StandardCharsets.UTF_8);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Predictor predictor;
    private final StreamLineParser parser;
    private final StreamingProperties properties;
    private final RequestTimeout timeout;
    private final JsonMapper json;
    private final Semaphore places;

    PredictionStreamController(
            Predictor predictor,
            StreamLineParser parser,
            StreamingProperties properties,
            RequestTimeout timeout,
            JsonMapper json) {
        this.predictor = predictor;
        this.parser = parser;
        this.properties = properties;
        this.timeout = timeout;
        this.json = json;
        this.places = new Semaphore(properties.maxStreams());
    }

    // A stream keeps its thread: reading, waiting and writing in turn is what bounds it, and the number of streams is
    // bounded well below that of threads.
    @PostMapping(consumes = MediaType.APPLICATION_NDJSON_VALUE, produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Operation(hidden = true) // Described with the JSON, as another form of the same call.
    void stream(HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotSupportedException {
        requireUtf8(MediaType.parseMediaType(request.getContentType()));
        ModelChoice choice = ModelChoice.ofQuery(request).complete();
        predictor.requireReady(choice.model(), choice.version());
        if (!places.tryAcquire()) {
            throw Problem.of(
                            ProblemType.TOO_MANY_STREAMS,
                            "There are " + properties.maxStreams() + " open streams, which is all that are allowed.")
                    .retryAfter(RETRY_AFTER)
                    .asException();
        }
        try {
            response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            new PredictionStream(
                            new Body(request.getInputStream(), timeout),
                            response.getOutputStream(),
                            parser,
                            texts -> predictor.predict(texts, choice.model(), choice.version()),
                            properties.windowLines(),
                            json)
                    .run();
        } catch (ProblemException unreadable) {
            // Nothing has been answered. A response that counts as committed is the server's own to a client that
            // paused.
            if (!response.isCommitted()) {
                throw unreadable;
            }
        } catch (IOException | RuntimeException failure) {
            LOG.debug("A stream ended early", failure);
            if (response.isCommitted()) {
                // Without its last chunk the response does not look complete.
                throw new CloseNowException("The stream ended early.");
            }
            response.resetBuffer();
            throw failure;
        } finally {
            places.release();
        }
    }

    /** Other charsets have line feeds within characters, and JSON has no other charset: RFC 8259, section 8.1. */
    private static void requireUtf8(MediaType sent) throws HttpMediaTypeNotSupportedException {
        if (sent.getCharset() != null && !sent.getCharset().equals(StandardCharsets.UTF_8)) {
            throw new HttpMediaTypeNotSupportedException(
                    sent, List.of(MediaType.APPLICATION_JSON, LINES), HttpMethod.POST);
        }
    }

    /** The body of a stream, where a pause that is too long is a problem of the client. */
    private static final class Body extends FilterInputStream {

        private final RequestTimeout timeout;

        Body(InputStream body, RequestTimeout timeout) {
            super(body);
            this.timeout = timeout;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException unreadable) {
                if (RequestTimeout.isCauseOf(unreadable)) {
                    throw timeout.problem().asException();
                }
                throw unreadable;
            }
        }
    }
}
