package io.sentiment.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Ends this process with the one that started it. However that one ends, the system closes its end of the pipe that is
 * our standard input.
 */
final class Attachment {

    private static final int ABANDONED = 1;

    private Attachment() {}

    static void begin(InputStream input) {
        Thread thread = new Thread(() -> endWith(input), "attachment");
        thread.setDaemon(true);
        thread.start();
    }

    private static void endWith(InputStream input) {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // No less an end than the end of the stream.
        }
        // At once: nobody waits for a result, and files that are being written are whole or not there.
        Runtime.getRuntime().halt(ABANDONED);
    }
}
