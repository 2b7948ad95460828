package io.sentiment.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;

/** How the calls below a path tell their errors. */
enum ErrorForm {
    /** RFC 9457. */
    PROBLEM_DETAILS(MediaType.APPLICATION_PROBLEM_JSON) {
        @Override
        Object body(ProblemBody problem) {
            return problem;
        }
    },

    /** The {@code error} object of the Open Inference Protocol, which has a sentence and nothing else. */
    OPEN_INFERENCE(MediaType.APPLICATION_JSON) {
        @Override
        Object body(ProblemBody problem) {
            return new OpenInferenceError(problem.detail());
        }
    };

    private static final String OPEN_INFERENCE_PATH = "/v2";

    private final MediaType mediaType;

    ErrorForm(MediaType mediaType) {
        this.mediaType = mediaType;
    }

    /** The form for a request, also while the container handles its error under another path. */
    static ErrorForm of(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return ofPath(failed instanceof String path ? path : request.getRequestURI());
    }

    static ErrorForm ofPath(String path) {
        return path.equals(OPEN_INFERENCE_PATH) || path.startsWith(OPEN_INFERENCE_PATH + "/")
                ? OPEN_INFERENCE
                : PROBLEM_DETAILS;
    }

    MediaType mediaType() {
        return mediaType;
    }

    abstract Object body(ProblemBody problem);
}
