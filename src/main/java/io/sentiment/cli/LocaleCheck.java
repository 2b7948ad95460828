package io.sentiment.cli;

import io.sentiment.storage.ProcessLocale;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * What did not arrive as it was written: in a locale that knows ASCII only, Java makes a question mark of any other byte
 * of an argument, and of the working directory something that it cannot name. A service would go on with a folder of
 * another name.
 */
final class LocaleCheck {

    private LocaleCheck() {}

    /** One sentence that names the first such thing; empty if there is none. */
    static Optional<String> fault(String[] arguments) {
        if (ProcessLocale.canEncode("é房")) {
            return Optional.empty();
        }
        String here = System.getProperty("user.dir", "");
        if (!ProcessLocale.canEncode(here)) {
            return Optional.of(sentence("The working directory '" + here + "'"));
        }
        return Arrays.stream(arguments)
                .filter(argument -> argument.contains("?") || argument.contains("\uFFFD"))
                .filter(argument -> !isCommandLineAscii())
                .findFirst()
                .map(argument -> sentence("The argument '" + argument + "'"));
    }

    private static String sentence(String what) {
        return what + " has characters that " + ProcessLocale.advice() + ".";
    }

    /** As the system has it, which tells Linux alone. */
    private static boolean isCommandLineAscii() {
        try (InputStream bytes = new FileInputStream("/proc/self/cmdline")) {
            for (byte unit : bytes.readAllBytes()) {
                if (unit < 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException unknown) {
            return true;
        }
    }
}
