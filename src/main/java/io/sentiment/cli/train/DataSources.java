package io.sentiment.cli.train;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.model.bundle.UsedDataSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a file says of where data sets come from and on which terms, a line each: the name, a tab, and what to say. */
final class DataSources {

    /** Says nothing of any. */
    static final DataSources NONE = new DataSources(Map.of());

    private final Map<String, String> byName;

    private DataSources(Map<String, String> byName) {
        this.byName = byName;
    }

    /** @throws InvalidInputException if it cannot be read or a line has another form; the message names the line */
    static DataSources read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidInputException("The file " + file + " of --sources cannot be read as UTF-8.");
        }
        Map<String, String> byName = new HashMap<>();
        for (int index = 0; index < lines.size(); index++) {
            String[] parts = lines.get(index).split("\t", -1);
            if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank() || parts[1].contains("|")) {
                throw new InvalidInputException(file + ", line " + (index + 1)
                        + ": a line must be the name of a data set, a tab, and its source without a bar (|).");
            }
            if (byName.put(parts[0].strip(), parts[1].strip()) != null) {
                throw new InvalidInputException(
                        file + ", line " + (index + 1) + ": '" + parts[0].strip() + "' is already in the file.");
            }
        }
        return new DataSources(byName);
    }

    /** The data set with its source, where the file names it. */
    UsedDataSet told(UsedDataSet data) {
        return data.from(byName.get(data.name()));
    }
}
