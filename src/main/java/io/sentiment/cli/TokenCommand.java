package io.sentiment.cli;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.platform.security.NewToken;
import io.sentiment.platform.security.Role;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes an API token, which is shown once, and the settings with its hash. */
@Command(
        name = "token",
        description = {
            "Makes an API token and prints it with its hash and the settings that make the service know it.",
            "The token is stored nowhere: give it to the caller, who sends it as 'Authorization: Bearer TOKEN'."
        },
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "Name of the caller in the logs.")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "${COMPLETION-CANDIDATES}; the default is ${DEFAULT-VALUE}.")
    private Role role = Role.CLIENT;

    @Option(
            names = "--index",
            paramLabel = "N",
            description = "How many tokens the configuration has already; the default is ${DEFAULT-VALUE}.")
    private int index;

    @Override
    public Integer call() {
        if (index < 0) {
            throw new InvalidInputException("--index must be 0 or more.");
        }
        NewToken created = NewToken.create(name, role);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Token:    " + created.token());
        out.println("SHA-256:  " + created.sha256());
        out.println();
        created.settings(index).forEach(out::println);
        return 0;
    }
}
