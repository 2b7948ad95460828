package io.sentiment.model.keras;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The objects of Python that a pickle may hold, none of which is ever made: an object is its fields. */
final class PickledObjects {

    private static final Set<String> TOKENIZERS = Set.of(
            "keras.preprocessing.text.Tokenizer",
            "keras_preprocessing.text.Tokenizer",
            "tensorflow.python.keras.preprocessing.text.Tokenizer",
            "keras.src.preprocessing.text.Tokenizer",
            "keras.src.legacy.preprocessing.text.Tokenizer",
            "tensorflow.keras.preprocessing.text.Tokenizer");

    private static final Set<String> MAPS =
            Set.of("collections.OrderedDict", "collections.defaultdict", "builtins.dict", "__builtin__.dict");

    private static final Set<String> SCALARS =
            Set.of("numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar", "numpy.str_", "numpy.dtype");

    private static final Set<String> MARKERS = Set.of(
            "builtins.int",
            "__builtin__.int",
            "builtins.list",
            "builtins.str",
            "__builtin__.list",
            "builtins.object",
            "__builtin__.object",
            "copyreg._reconstructor",
            "copy_reg._reconstructor");

    private PickledObjects() {}

    /** @throws UnusableKerasFileException if it is not among those that are known */
    static Name named(String module, String name) {
        String full = module + "." + name;
        if (!TOKENIZERS.contains(full) && !MAPS.contains(full) && !SCALARS.contains(full) && !MARKERS.contains(full)) {
            throw new UnusableKerasFileException(
                    "The pickle holds an object of '" + full + "', which is no vocabulary of Keras.");
        }
        return new Name(full);
    }

    static @Nullable Object built(Name called, List<?> arguments) {
        if (called.full().endsWith("._reconstructor")) {
            return new Built((Name) arguments.get(0), new LinkedHashMap<>());
        }
        if (called.full().endsWith(".scalar") && arguments.size() == 2) {
            return scalar(arguments);
        }
        if (called.full().equals("numpy.str_") && arguments.size() == 1) {
            return arguments.get(0);
        }
        if (MARKERS.contains(called.full())) {
            throw new ClassCastException("Not called in a vocabulary: " + called.full());
        }
        Built built = new Built(called, new LinkedHashMap<>());
        if (called.full().equals("numpy.dtype") && !arguments.isEmpty()) {
            built.fields().put("type", arguments.get(0));
        }
        return built;
    }

    /** A text of numpy is UTF-32, and a number in the order of bytes of its machine, which is little-endian today. */
    private static @Nullable Object scalar(List<?> arguments) {
        Built type = (Built) arguments.get(0);
        Object value = arguments.get(1);
        String name = String.valueOf(type.fields().get("type"));
        byte[] bytes =
                value instanceof byte[] given ? given : String.valueOf(value).getBytes(StandardCharsets.ISO_8859_1);
        if (name.startsWith("U")) {
            StringBuilder text = new StringBuilder();
            for (int index = 0; index + 3 < bytes.length; index += 4) {
                int codePoint = (bytes[index] & 0xff)
                        | (bytes[index + 1] & 0xff) << 8
                        | (bytes[index + 2] & 0xff) << 16
                        | (bytes[index + 3] & 0xff) << 24;
                if (codePoint != 0) {
                    text.appendCodePoint(Character.isValidCodePoint(codePoint) ? codePoint : 0xFFFD);
                }
            }
            return text.toString();
        }
        if (name.startsWith("i") && bytes.length <= 8 && bytes.length > 0) {
            return new BigInteger(reversed(bytes)).longValue();
        }
        throw new UnusableKerasFileException("The pickle holds a scalar of numpy's type '" + name + "'.");
    }

    /** Gives an object fields that were pickled with it. */
    static void setState(@Nullable Object object, @Nullable Object state) {
        if (object instanceof Built built && state instanceof Map<?, ?> fields) {
            built.fields().putAll(fields);
        } else if (!(object instanceof Built)) {
            throw new ClassCastException("No object has this state.");
        }
    }

    /** The fields of an object, or the value itself. */
    static @Nullable Object fields(@Nullable Object value) {
        return value instanceof Built built ? built.fields() : value;
    }

    /** From the order of a little-endian number to that of a big-endian one, or back. */
    static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int index = 0; index < bytes.length; index++) {
            reversed[index] = bytes[bytes.length - 1 - index];
        }
        return reversed;
    }

    /** The name of something in Python. */
    record Name(String full) {}

    /** An object that a pickle would build. */
    record Built(Name type, Map<@Nullable Object, @Nullable Object> fields) {}
}
