package io.sentiment.reading.web;

import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkState;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemException;
import io.sentiment.platform.ProblemType;
import io.sentiment.reading.ReadingState;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * States as clients carry them: opaque text that this installation alone can make. Thread-safe.
 *
 * <p>The text is the Base64 form for URLs (RFC 4648, section 5) of: number of the format, length of the whole, a name of
 * the key, the state, and the HMAC-SHA-256 (RFC 2104) of all this with the key. The name is itself an HMAC, so that a state
 * of another installation can be told from one that was changed.
 */
@Component
final class SealedStates {

    /** Characters of a sealed state at most. */
    static final int LONGEST = 65_536;

    /** Where a request has its state. */
    static final String POINTER = "state";

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte FORMAT = 1;
    private static final byte[] NAME = "name".getBytes(StandardCharsets.US_ASCII);
    private static final int NAME_BYTES = 8;
    private static final int SEAL_BYTES = 32;
    private static final int HEADER_BYTES = Byte.BYTES + Integer.BYTES + NAME_BYTES;

    private final Supplier<byte[]> key;

    /** @param key of this installation, which is asked for when it is needed */
    SealedStates(Supplier<byte[]> key) {
        this.key = key;
    }

    /** Whether the states of a network of that architecture are short enough. */
    static boolean fits(String model, Architecture architecture) {
        long floats = (long) architecture.layers() * (architecture.hiddenSize() + NetworkState.cells(architecture));
        long bytes = bodyBytes(model, architecture.layers(), floats) + HEADER_BYTES + SEAL_BYTES;
        return (bytes * 4 + 2) / 3 <= LONGEST;
    }

    private static long bodyBytes(String model, int layers, long floats) {
        return 6L * Integer.BYTES
                + model.getBytes(StandardCharsets.UTF_8).length
                + 2L * Integer.BYTES * layers
                + floats * Float.BYTES;
    }

    /** The text of a state. */
    String seal(ReadingState state) {
        byte[] model = state.version().model().getBytes(StandardCharsets.UTF_8);
        List<NetworkState.Layer> layers = state.network().layers();
        long floats = layers.stream()
                .mapToLong(layer -> layer.state().length + layer.cell().length)
                .sum();
        int bytes =
                Math.toIntExact(HEADER_BYTES + bodyBytes(state.version().model(), layers.size(), floats) + SEAL_BYTES);
        byte[] secret = key.get();
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        buffer.put(FORMAT).putInt(bytes).put(name(secret));
        buffer.putInt(model.length).put(model).putInt(state.version().version());
        buffer.putInt(state.tokens()).putInt(state.unknownTokens()).putFloat(state.positive());
        buffer.putInt(layers.size());
        for (NetworkState.Layer layer : layers) {
            put(layer.state(), buffer);
            put(layer.cell(), buffer);
        }
        buffer.put(hmac(secret, Arrays.copyOf(buffer.array(), bytes - SEAL_BYTES)));
        return text(buffer.array());
    }

    /**
     * The state of a text.
     *
     * @throws ProblemException if this installation has not made that text
     */
    ReadingState open(String sealed) {
        byte[] bytes = decode(sealed);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_BYTES + SEAL_BYTES || buffer.get() != FORMAT || buffer.getInt() != bytes.length) {
            throw malformed();
        }
        byte[] secret = key.get();
        byte[] name = new byte[NAME_BYTES];
        buffer.get(name);
        if (!MessageDigest.isEqual(name, name(secret))) {
            throw refusal(ProblemType.FOREIGN_STATE, "The state was made by another installation.");
        }
        byte[] seal = Arrays.copyOfRange(bytes, bytes.length - SEAL_BYTES, bytes.length);
        if (!MessageDigest.isEqual(seal, hmac(secret, Arrays.copyOf(bytes, bytes.length - SEAL_BYTES)))) {
            throw refusal(ProblemType.CHANGED_STATE, "The state was changed since the reading that gave it.");
        }
        return read(buffer);
    }

    private static byte[] decode(String sealed) {
        if (sealed.length() > LONGEST) {
            throw malformed();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException notBase64) {
            throw malformed();
        }
        // The decoder also takes other texts for the same bytes.
        if (!text(bytes).equals(sealed)) {
            throw malformed();
        }
        return bytes;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static ProblemException malformed() {
        return refusal(
                ProblemType.MALFORMED_STATE, "The state is not whole: send it as the reading before has given it.");
    }

    private static ProblemException refusal(ProblemType type, String detail) {
        return Problem.of(type, detail).at(POINTER).asException();
    }

    /** What the seal vouches for. */
    private static ReadingState read(ByteBuffer buffer) {
        try {
            byte[] model = new byte[buffer.getInt()];
            buffer.get(model);
            ModelVersion version = new ModelVersion(new String(model, StandardCharsets.UTF_8), buffer.getInt());
            int tokens = buffer.getInt();
            int unknown = buffer.getInt();
            float positive = buffer.getFloat();
            int count = buffer.getInt();
            List<NetworkState.Layer> layers = new ArrayList<>();
            for (int layer = 0; layer < count; layer++) {
                layers.add(new NetworkState.Layer(floats(buffer), floats(buffer)));
            }
            return new ReadingState(version, tokens, unknown, positive, new NetworkState(layers));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IllegalStateException("A sealed state of this installation cannot be read.", e);
        }
    }

    private static void put(float[] values, ByteBuffer buffer) {
        buffer.putInt(values.length);
        buffer.asFloatBuffer().put(values);
        buffer.position(buffer.position() + values.length * Float.BYTES);
    }

    private static float[] floats(ByteBuffer buffer) {
        float[] values = new float[buffer.getInt()];
        buffer.asFloatBuffer().get(values);
        buffer.position(buffer.position() + values.length * Float.BYTES);
        return values;
    }

    private static byte[] name(byte[] secret) {
        return Arrays.copyOf(hmac(secret, NAME), NAME_BYTES);
    }

    private static byte[] hmac(byte[] secret, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
        }
    }
}
