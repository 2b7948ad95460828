package io.sentiment.model.bundle;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.sentiment.storage.JsonFault;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of a manifest: strict, because a misspelt property would otherwise silently have no effect. */
public final class ManifestFile {

    // Line feeds on every system, so that the same training gives the same bytes.
    private static final DefaultPrettyPrinter PRINTER =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .changeDefaultNullHandling(nulls -> JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(PRINTER)
            .build();

    private ManifestFile() {}

    /** The bytes of a {@code manifest.json}, in UTF-8. */
    public static byte[] write(ModelManifest manifest) {
        return (JSON.writeValueAsString(manifest) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads the bytes of a {@code manifest.json}.
     *
     * @throws IllegalArgumentException if the bytes are no manifest; the message is one sentence without its subject
     */
    public static ModelManifest read(byte[] bytes) {
        try {
            // Another format version may have other properties, so its number is looked at first.
            JsonNode manifest = JSON.readTree(bytes);
            JsonNode formatVersion = manifest.path("formatVersion");
            if (formatVersion.isMissingNode()) {
                throw new IllegalArgumentException("has no format version.");
            }
            if (!formatVersion.isInt() || formatVersion.asInt() != ModelManifest.FORMAT_VERSION) {
                throw new IllegalArgumentException("has the format version " + formatVersion
                        + ", but this program reads only " + ModelManifest.FORMAT_VERSION + ".");
            }
            return JSON.treeToValue(withBehaviour(manifest), ModelManifest.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("is malformed: " + JsonFault.sentence(e), e);
        }
    }

    /** Bundles that were written before there were behavioural suites say nothing of them. */
    private static JsonNode withBehaviour(JsonNode manifest) {
        if (manifest instanceof ObjectNode object && !object.has("behaviour")) {
            object.putObject("behaviour");
        }
        return manifest;
    }
}
