package io.sentiment.platform;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Takes the place of Tomcat's HTML page for requests that never reach the application, such as a malformed path. */
final class ProblemReportValve extends ErrorReportValve {

    private final ProblemWriter problems;

    ProblemReportValve(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem = StatusProblems.of(status);
        ErrorForm form = form(request);
        try {
            response.setStatus(problem.type().status().value());
            response.setContentType(form.mediaType().toString());
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(new String(problems.toBytes(problem, form), StandardCharsets.UTF_8));
                response.finishResponse();
            }
        } catch (IOException gone) {
            container.getLogger().debug("The client has gone", gone);
        }
    }

    /** A request that is no HTTP may have no path. */
    private static ErrorForm form(Request request) {
        return request.getRequestURI() == null ? ErrorForm.PROBLEM_DETAILS : ErrorForm.of(request);
    }
}
