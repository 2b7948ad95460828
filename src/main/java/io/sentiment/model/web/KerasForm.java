package io.sentiment.model.web;

import io.sentiment.model.BundleImport;
import io.sentiment.model.StoredVersion;
import io.sentiment.model.keras.ExpectedProbability;
import io.sentiment.model.keras.ImportedModel;
import io.sentiment.model.keras.UnusableKerasFileException;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads the files of a model of Keras as they arrive. Thread-safe. */
@Component
class KerasForm {

    private static final String MODEL = "model";
    private static final String VOCABULARY = "vocabulary";
    private static final String VERIFY = "verify";

    private final BundleImport imports;
    private final JsonMapper json;

    KerasForm(BundleImport imports, JsonMapper json) {
        this.imports = imports;
        this.json = json;
    }

    /**
     * Receives the parts and stores what is made of them as the next version.
     *
     * @throws IOException if the client has gone, or the disk cannot be written
     */
    StoredVersion read(HttpServletRequest request, String model, String who) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        try {
            receive(request, files);
            return store(files, model, who);
        } catch (FileUploadException malformed) {
            throw Problem.of(ProblemType.BAD_REQUEST, "The body is no well-formed multipart/form-data.")
                    .asException();
        } catch (UnusableKerasFileException | IllegalArgumentException refused) {
            throw Problem.of(ProblemType.UNUSABLE_REQUEST, refused).asException();
        } finally {
            for (Path file : files.values()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void receive(HttpServletRequest request, Map<String, Path> files) throws IOException {
        FileItemInputIterator parts =
                new JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory>().getItemIterator(request);
        while (parts.hasNext()) {
            FileItemInput part = parts.next();
            String name = String.valueOf(part.getFieldName());
            if (!List.of(MODEL, VOCABULARY, VERIFY, RequestedImport.PART).contains(name) || files.containsKey(name)) {
                throw Problem.of(
                                ProblemType.UNUSABLE_REQUEST,
                                "The form has a part '" + name
                                        + "', but only one each of model, vocabulary, verify and settings is known.")
                        .at(name)
                        .asException();
            }
            try (InputStream stream = part.getInputStream()) {
                files.put(name, imports.receive(stream));
            }
        }
        for (String needed : List.of(MODEL, RequestedImport.PART)) {
            if (!files.containsKey(needed)) {
                throw Problem.of(ProblemType.UNUSABLE_REQUEST, "The form has no part '" + needed + "'.")
                        .at(needed)
                        .asException();
            }
        }
    }

    private StoredVersion store(Map<String, Path> files, String model, String who) throws IOException {
        RequestedImport settings = RequestedImport.read(json, bytes(files, RequestedImport.PART));
        Path file = Objects.requireNonNull(files.get(MODEL));
        ImportedModel imported = settings.order(file, files.get(VOCABULARY)).read();
        if (files.containsKey(VERIFY)) {
            imported.verify(ExpectedProbability.read(bytes(files, VERIFY)));
        }
        return imports.write(
                model, imported, Objects.requireNonNull(settings.languages()), settings.usedThreshold(), who);
    }

    private static byte[] bytes(Map<String, Path> files, String part) throws IOException {
        return Files.readAllBytes(Objects.requireNonNull(files.get(part)));
    }
}
