package io.sentiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs that a test needs and a machine may lack, such as compilers. */
public final class Programs {

    private Programs() {}

    /** The exit status of a program, or -1 where there is none of that name. */
    public static int run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                System.err.println(output);
            }
            return status;
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
