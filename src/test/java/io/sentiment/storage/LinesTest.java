package io.sentiment.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

    @Test
    void everyLineHasItsNumberAndTheLastNeedsNoLineFeed() throws IOException {
        assertThat(read(new Lines(stream("one\n\nthree\r\nfour"), 10)))
                .containsExactly("1:one", "2:", "3:three\r", "4:four");
        assertThat(read(new Lines(stream(""), 10))).isEmpty();
        assertThat(read(new Lines(stream("\n"), 10))).containsExactly("1:");
    }

    @Test
    void aLongerLineIsReadPast() throws IOException {
        assertThat(read(new Lines(stream("1234\n12345\n" + "x".repeat(20_000) + "\n1"), 4)))
                .containsExactly("1:1234", "2 is too long", "3 is too long", "4:1");
    }

    @Test
    void whatIsDueIsDoneBeforeEachReadThatMayWait() throws IOException {
        List<String> events = new ArrayList<>();
        // A stream of several parts says that nothing is available where a part ends.
        InputStream parts = new SequenceInputStream(stream("one\ntwo\n"), stream("three\n"));
        Lines lines = new Lines(parts, 10, () -> events.add("waits"));

        while (lines.next()) {
            events.add(new String(lines.bytes(), StandardCharsets.UTF_8));
        }

        assertThat(events).containsExactly("one", "two", "waits", "three", "waits");
    }

    private static List<String> read(Lines lines) throws IOException {
        List<String> read = new ArrayList<>();
        while (lines.next()) {
            read.add(
                    lines.isTooLong()
                            ? lines.number() + " is too long"
                            : lines.number() + ":" + new String(lines.bytes(), StandardCharsets.UTF_8));
        }
        return read;
    }

    private static ByteArrayInputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }
}
