package io.sentiment.prediction.web;

import io.sentiment.platform.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Elements of tensors as bytes: little-endian, in row-major order and without gaps. An element of the datatype BYTES has
 * its length, four unsigned bytes, before it.
 */
final class BinaryTensors {

    private static final int LENGTH_BYTES = 4;

    private BinaryTensors() {}

    /**
     * The texts of a tensor of the datatype BYTES.
     *
     * @param tensor the whole of it, in little-endian order
     * @throws ProblemException if its bytes are not those of whole texts in UTF-8; it names the element
     */
    static List<String> texts(ByteBuffer tensor) {
        List<String> texts = new ArrayList<>();
        while (tensor.hasRemaining()) {
            String element = OpenInferenceTensors.TEXT + "[" + texts.size() + "]";
            if (tensor.remaining() < LENGTH_BYTES) {
                throw OpenInferenceRequest.refusal(element + ": the tensor ends within the " + LENGTH_BYTES
                        + " bytes that give the length of the element.");
            }
            long length = Integer.toUnsignedLong(tensor.getInt());
            if (length > tensor.remaining()) {
                throw OpenInferenceRequest.refusal(element + ": the element has a length of " + length
                        + " bytes, but only " + tensor.remaining() + " are left of the tensor.");
            }
            texts.add(text(tensor, (int) length, element));
        }
        return texts;
    }

    /** The next bytes as a text. */
    static String text(ByteBuffer bytes, int length, String element) {
        ByteBuffer text = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException malformed) {
            throw OpenInferenceRequest.refusal(element + ": the element is not UTF-8.");
        }
    }

    /** A tensor of the datatype FP32. */
    static byte[] ofFloats(List<Float> values) {
        ByteBuffer tensor = ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(tensor::putFloat);
        return tensor.array();
    }

    /** A tensor of the datatype BYTES. */
    static byte[] ofTexts(List<String> values) {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (String value : values) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            tensor.writeBytes(length.putInt(0, bytes.length).array());
            tensor.writeBytes(bytes);
        }
        return tensor.toByteArray();
    }
}
