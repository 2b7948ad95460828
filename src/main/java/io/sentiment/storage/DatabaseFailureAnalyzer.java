package io.sentiment.storage;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says in plain words that the service does not start because its database does not do what it should. */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    /** What may follow the name of a database, such as a password. */
    private static final Pattern PARAMETERS = Pattern.compile("\\?.*", Pattern.DOTALL);

    private final Environment environment;

    DatabaseFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable failure, SQLException cause) {
        String url = environment.getProperty("spring.datasource.url", "");
        String database = url.isEmpty()
                ? "embedded database in " + environment.getProperty("sentiment.data-directory", "./data")
                : "database " + PARAMETERS.matcher(url).replaceFirst("");
        return new FailureAnalysis(
                "The " + database + " cannot be used: " + cause.getMessage(),
                url.isEmpty()
                        ? "See that no other program has it open and that its disk has room, or name another folder"
                                + " with sentiment.data-directory."
                        : "See that it runs and that spring.datasource.url, username and password are right.",
                cause);
    }
}
