package io.sentiment.helm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Secret as clients of Kubernetes send it in protobuf: the magic, and in an envelope the object. Field numbers are those
 * of {@code k8s.io/api/core/v1/generated.proto} and {@code k8s.io/apimachinery/pkg/apis/meta/v1/generated.proto}.
 */
final class ProtobufSecret {

    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final int ENVELOPE_RAW = 2;
    private static final int SECRET_METADATA = 1;
    private static final int SECRET_DATA = 2;
    private static final int METADATA_NAME = 1;
    private static final int METADATA_LABELS = 11;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int LENGTH_DELIMITED = 2;

    private ProtobufSecret() {}

    static boolean is(byte[] body) {
        return body.length > MAGIC.length && Arrays.equals(MAGIC, Arrays.copyOf(body, MAGIC.length));
    }

    /** What a test needs of it, as the same object in JSON. */
    static ObjectNode toJson(byte[] body) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("apiVersion", "v1").put("kind", "Secret").put("type", "helm.sh/release.v1");
        ObjectNode metadata = json.putObject("metadata");
        ObjectNode labels = metadata.putObject("labels");
        ObjectNode data = json.putObject("data");
        byte[] secret = only(Arrays.copyOfRange(body, MAGIC.length, body.length), ENVELOPE_RAW);
        byte[] properties = only(secret, SECRET_METADATA);
        metadata.put("name", text(only(properties, METADATA_NAME)));
        for (byte[] label : all(properties, METADATA_LABELS)) {
            labels.put(text(only(label, KEY)), text(only(label, VALUE)));
        }
        for (byte[] entry : all(secret, SECRET_DATA)) {
            data.put(text(only(entry, KEY)), Base64.getEncoder().encodeToString(only(entry, VALUE)));
        }
        return json;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] only(byte[] message, int field) {
        return all(message, field).get(0);
    }

    /** The values of one field that has a length; other fields are passed over. */
    private static List<byte[]> all(byte[] message, int field) {
        List<byte[]> values = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(message);
        while (buffer.hasRemaining()) {
            int tag = number(buffer);
            int value = number(buffer);
            if ((tag & 7) == LENGTH_DELIMITED) {
                byte[] bytes = new byte[value];
                buffer.get(bytes);
                if (tag >>> 3 == field) {
                    values.add(bytes);
                }
            }
        }
        return values;
    }

    /** Seven bits a byte, the lowest first. */
    private static int number(ByteBuffer buffer) {
        int number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = buffer.get();
            number |= (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }
}
