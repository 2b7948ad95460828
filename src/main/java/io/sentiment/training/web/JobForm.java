package io.sentiment.training.web;

import io.sentiment.platform.FilteredRequest;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.rows.file.Labels;
import io.sentiment.storage.LimitedStream;
import io.sentiment.training.job.Job;
import io.sentiment.training.job.JobRequests;
import io.sentiment.training.upload.ChallengerSettings;
import io.sentiment.training.upload.Upload;
import io.sentiment.training.upload.UploadLimits;
import io.sentiment.training.upload.Uploads;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the parts of an upload as they arrive. Servlet containers would write them to files first. Thread-safe.
 */
@Component
class JobForm {

    private static final int SETTINGS_BYTES = 65_536;

    /** What the multipart format adds to the parts. */
    private static final long OVERHEAD_BYTES = 1 << 20;

    private final Uploads uploads;
    private final JobRequests requests;
    private final UploadLimits limits;
    private final JsonMapper json;

    JobForm(Uploads uploads, JobRequests requests, UploadLimits limits, JsonMapper json) {
        this.uploads = uploads;
        this.requests = requests;
        this.limits = limits;
        this.json = json;
    }

    /**
     * Receives the parts and starts a retraining with them.
     *
     * @throws org.apache.commons.fileupload2.core.FileUploadException if the body is not well-formed
     * @throws IOException if the client has gone
     */
    Job start(HttpServletRequest request, String model, @Nullable String idempotencyKey, String by) throws IOException {
        long limit = limits.maxUpload().toBytes() + OVERHEAD_BYTES;
        if (request.getContentLengthLong() > limit) {
            throw tooLarge();
        }
        // One that tells no length, as a packed one does not, is counted while it is read.
        FilteredRequest limited = new FilteredRequest(request, body -> new LimitedStream(body, limit, this::tooLarge));
        try {
            return receive(limited, model, idempotencyKey, by);
        } catch (InvalidPathException unnamed) {
            drain(request);
            throw Problem.of(ProblemType.BAD_REQUEST, "The file name of a part has a character that no file name has.")
                    .asException();
        } catch (RuntimeException refused) {
            drain(request);
            throw refused;
        }
    }

    private Job receive(HttpServletRequest request, String model, @Nullable String idempotencyKey, String by)
            throws IOException {
        try (Upload upload = uploads.receive(model, by)) {
            ChallengerSettings settings = ChallengerSettings.DEFAULT;
            FileItemInputIterator parts = parts(request);
            while (parts.hasNext()) {
                FileItemInput part = parts.next();
                try (InputStream stream = part.getInputStream()) {
                    switch (part.getFieldName() == null ? "" : part.getFieldName()) {
                        case "data" -> upload.data(part.getName(), stream);
                        case "test" -> upload.test(part.getName(), stream);
                        case RequestedSettings.PART -> {
                            settings = RequestedSettings.read(json, bytes(stream));
                            upload.setLabels(Labels.of(settings.labels()));
                        }
                        default -> throw unknown(part.getFieldName());
                    }
                }
            }
            return requests.start(upload, settings, idempotencyKey, by);
        } catch (ChallengerSettings.InvalidSettingException invalid) {
            throw RequestedSettings.problem(invalid);
        }
    }

    /** The parser's type parameters are for parts that it stores, which nobody asks of it here. */
    private static FileItemInputIterator parts(HttpServletRequest request) throws IOException {
        return new JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory>().getItemIterator(request);
    }

    private static byte[] bytes(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(SETTINGS_BYTES + 1);
        if (bytes.length > SETTINGS_BYTES) {
            throw Problem.of(ProblemType.BODY_TOO_LARGE, "The settings are larger than 65536 bytes.")
                    .at(RequestedSettings.PART)
                    .asException();
        }
        return bytes;
    }

    /** A client that still writes would see a broken connection instead of the answer. */
    private void drain(HttpServletRequest request) {
        try {
            InputStream body = request.getInputStream();
            byte[] buffer = new byte[1 << 16];
            long left = limits.maxUpload().toBytes();
            for (int read = 0; read >= 0 && left > 0; left -= read) {
                read = body.read(buffer);
            }
        } catch (IOException gone) {
            // Nobody waits for the answer.
        }
    }

    private RuntimeException tooLarge() {
        return Problem.of(
                        ProblemType.BODY_TOO_LARGE,
                        "The upload is larger than the "
                                + limits.maxUpload().toBytes()
                                + " bytes that are allowed (sentiment.training.max-upload).")
                .asException();
    }

    private static RuntimeException unknown(@Nullable String part) {
        return Problem.of(
                        ProblemType.UNUSABLE_REQUEST,
                        "The upload has a part '" + part + "', but only data, test and settings are known.")
                .at(String.valueOf(part))
                .asException();
    }
}
