package io.sentiment.platform;

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

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimit(Limits limits, ProblemWriter problems) {
        FilterRegistrationBean<BodyLimitFilter> registration =
                new FilterRegistrationBean<>(new BodyLimitFilter(limits.body(), problems));
        registration.setOrder(AFTER_SECURITY);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports(ProblemWriter problems) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemReportValve(problems)));
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
}
