package io.sentiment.rows.file;

import io.sentiment.rows.UnusableDataException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A file as text: its encoding and how its lines end are told by its beginning.
 *
 * @param beginning what was read of it
 * @param rest what was not
 * @param encoding of all of it
 * @param endsWithReturn whether a carriage return alone ends its lines
 */
record TextFile(Beginning beginning, InputStream rest, Encoding encoding, boolean endsWithReturn) {

    /**
     * Begins to read a file.
     *
     * @param content uncompressed
     * @param name of the file, for messages
     * @throws UnusableDataException if it is no text, or in an encoding that is not read
     */
    static TextFile of(InputStream content, String name) throws IOException {
        Beginning beginning = Beginning.of(content);
        Encoding encoding = EncodingDetection.of(beginning, name);
        return new TextFile(
                beginning, content, encoding, LineReader.endsWithReturn(new Characters(beginning.stream(), encoding)));
    }

    /** All characters; to be called once. */
    Characters characters() {
        return new Characters(beginning.followedBy(rest), encoding);
    }

    LineReader lines(Characters characters) {
        return new LineReader(characters, endsWithReturn);
    }

    /** The first two characters that can be seen, if there are so many. */
    String start() throws IOException {
        StringBuilder start = new StringBuilder();
        Characters characters = new Characters(beginning.stream(), encoding);
        for (int next = characters.next(); next >= 0 && start.length() < 2; next = characters.next()) {
            if (!Character.isWhitespace(next)) {
                start.append((char) next);
            }
        }
        return start.toString();
    }

    /** The lines at the beginning. The last of them is cut unless the beginning is the whole file. */
    List<Line> firstLines() throws IOException {
        List<Line> first = new ArrayList<>();
        LineReader reader = lines(new Characters(beginning.stream(), encoding));
        for (Line line = reader.next(); line != null; line = reader.next()) {
            first.add(line);
        }
        return first;
    }
}
