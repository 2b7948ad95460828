package io.sentiment;

import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.SpringProperties;

/** The web service. It has no users with passwords, only callers with tokens. The command {@code serve} starts it. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class SentimentApplication {

    /** Starts it. The build calls this too, to see which beans there will be. */
    public static void main(String[] arguments) {
        start(arguments);
    }

    /**
     * Starts it.
     *
     * @param settings each as {@code --name=value}
     * @return the service, for the caller to close
     */
    public static ConfigurableApplicationContext start(String... settings) {
        SpringProperties.setProperty(AotDetector.AOT_ENABLED, Boolean.toString(PreparedBeans.fit(settings)));
        SpringApplication application = new SpringApplication(SentimentApplication.class);
        // What the build prepared is found by this name, and not by that of the program.
        application.setMainApplicationClass(SentimentApplication.class);
        return application.run(settings);
    }
}
