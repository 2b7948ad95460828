package io.sentiment.prediction.web;

import io.sentiment.platform.ProblemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of an inference request or of its answer: JSON, and behind it the tensors that the JSON describes as binary
 * (https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/protocol/extension_binary_data.html).
 */
final class OpenInferenceBody {

    /** Tells how many bytes of a body are JSON. */
    static final String JSON_LENGTH_HEADER = "Inference-Header-Content-Length";

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final byte[] bytes;
    private final int jsonLength;

    /**
     * @param bytes of both together, which nobody changes from now on
     * @param jsonLength bytes of the JSON; 0 where the whole body is one text
     */
    OpenInferenceBody(byte[] bytes, int jsonLength) {
        this.bytes = bytes;
        this.jsonLength = jsonLength;
    }

    /**
     * A body as it was received.
     *
     * @param jsonLength what the header says; null for a body of JSON alone
     * @throws ProblemException if there is no such part of the body
     */
    static OpenInferenceBody received(byte[] bytes, @Nullable String jsonLength) {
        if (jsonLength == null) {
            return new OpenInferenceBody(bytes, bytes.length);
        }
        if (!LENGTH.matcher(jsonLength).matches()) {
            throw OpenInferenceRequest.refusal("The header " + JSON_LENGTH_HEADER + " is no number of bytes.");
        }
        long length = Long.parseLong(jsonLength);
        if (length > bytes.length) {
            throw OpenInferenceRequest.refusal("The header " + JSON_LENGTH_HEADER + " says that the JSON has " + length
                    + " bytes, but the whole body has " + bytes.length + ".");
        }
        return new OpenInferenceBody(bytes, (int) length);
    }

    byte[] bytes() {
        return bytes;
    }

    int jsonLength() {
        return jsonLength;
    }

    /** Whether there is no JSON, but the one element of the one input; its answer is binary. */
    boolean isRaw() {
        return jsonLength == 0 && bytes.length > 0;
    }

    /** What follows the JSON. */
    ByteBuffer binary() {
        return ByteBuffer.wrap(bytes, jsonLength, bytes.length - jsonLength)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
