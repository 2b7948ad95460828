package io.sentiment.cli;

import java.io.IOException;
import java.io.OutputStream;

/** The process that started this one, and holds the other end of its standard input. */
final class ParentProcess {

    private static final int ABANDONED = 1;

    private ParentProcess() {}

    /**
     * Ends this process with the one that started it. However that one ends, the system closes its end of the pipe that is our
     * standard input.
     */
    static void endWithIt() {
        Thread thread = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // No less an end than the end of the stream.
                    }
                    // At once: nobody waits for a result, and files that are being written are whole or not there.
                    Runtime.getRuntime().halt(ABANDONED);
                },
                "parent-process");
        thread.setDaemon(true);
        thread.start();
    }
}
