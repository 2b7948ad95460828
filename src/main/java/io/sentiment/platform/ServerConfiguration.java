package io.sentiment.platform;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the web server does before and after the application. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    /** Behind Spring Security's filters, so that nobody's upload is read before its token. */
    private static final int AFTER_SECURITY = 0;

    private static final int READ_BUFFER_BYTES = 65_536;

    /** What operators look at. */
    @Bean
    static Route operationRoute() {
        return Route.forAnyone("/actuator/health/**", "/actuator/info", "/actuator/prometheus");
    }

    @Bean
    FilterRegistrationBean<ContentCodingFilter> contentCoding(ProblemWriter problems) {
        FilterRegistrationBean<ContentCodingFilter> registration =
                new FilterRegistrationBean<>(new ContentCodingFilter(problems));
        registration.setOrder(AFTER_SECURITY);
        return registration;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimit(Limits limits, Routes routes, ProblemWriter problems) {
        FilterRegistrationBean<BodyLimitFilter> registration =
                new FilterRegistrationBean<>(new BodyLimitFilter(limits.body(), routes, problems));
        registration.setOrder(AFTER_SECURITY + 1); // Counts what was unpacked.
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports(
            ProblemWriter problems, ContainerRefusals refusals) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemReportValve(problems, refusals)));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> hostsWithUnderscores() {
        return factory -> factory.setProtocol(UnderscoreHostProtocol.class.getName());
    }

    /**
     * What a stream has sent is read in pieces of this size, and a window of it is what such a piece holds: with
     * Tomcat's 8 KB that would be a few reviews, which is no good batch.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> largeReads() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setProperty("socket.appReadBufSize", Integer.toString(READ_BUFFER_BYTES)));
    }

    /** Takes the place of Tomcat's HTML page for requests that never reach the application, such as a malformed path. */
    private static final class ProblemReportValve extends ErrorReportValve {

        private final ProblemWriter problems;
        private final ContainerRefusals refusals;

        ProblemReportValve(ProblemWriter problems, ContainerRefusals refusals) {
            this.problems = problems;
            this.refusals = refusals;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable throwable) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            Problem problem = refusals.problem(status, request);
            ErrorForm form = problems.form(request);
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
    }
}
