package io.sentiment.training.web;

import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.training.upload.InvalidSettingException;
import io.sentiment.training.upload.RetrainingSettings;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the part {@code settings} of an upload, and says what is wrong with it. */
final class SettingsPart {

    static final String NAME = "settings";

    private SettingsPart() {}

    static RetrainingSettings read(JsonMapper json, byte[] part) {
        try {
            SettingsRequest request = json.readValue(part, SettingsRequest.class);
            return (request == null ? SettingsRequest.DEFAULT : request).settings();
        } catch (UnrecognizedPropertyException unknown) {
            throw Problem.of(
                            ProblemType.UNKNOWN_PROPERTY,
                            "The settings have a property '" + unknown.getPropertyName() + "', which nobody knows.")
                    .at(pointer(unknown))
                    .asException();
        } catch (StreamReadException malformed) {
            throw Problem.of(ProblemType.MALFORMED_JSON, "The part 'settings' is not well-formed JSON.")
                    .at(NAME)
                    .asException();
        } catch (JacksonException unusable) {
            String reason = reason(unusable);
            throw Problem.of(
                            reason == null ? ProblemType.MALFORMED_JSON : ProblemType.UNUSABLE_REQUEST,
                            reason == null ? "The value of '" + pointer(unusable) + "' has the wrong type." : reason)
                    .at(pointer(unusable))
                    .asException();
        } catch (InvalidSettingException invalid) {
            throw Problem.of(ProblemType.UNUSABLE_REQUEST, String.valueOf(invalid.getMessage()))
                    .at(NAME + "." + invalid.setting())
                    .asException();
        } catch (IllegalArgumentException unusable) {
            throw Problem.of(ProblemType.UNUSABLE_REQUEST, String.valueOf(unusable.getMessage()))
                    .at(NAME)
                    .asException();
        }
    }

    /** Our own sentence, where a constructor of ours refused a value. */
    private static @Nullable String reason(JacksonException unusable) {
        for (Throwable cause = unusable.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException) {
                return cause.getMessage();
            }
        }
        return null;
    }

    private static String pointer(JacksonException exception) {
        String path = exception.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
        return path.isEmpty() ? NAME : NAME + "." + path;
    }
}
