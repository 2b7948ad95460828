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
}
