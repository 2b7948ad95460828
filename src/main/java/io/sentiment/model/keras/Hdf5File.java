package io.sentiment.model.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The arrays and attributes of one HDF5 file that may come from a stranger. What a damaged file makes the library throw
 * becomes one sentence, and no array is read before its shape is known to be the one that is expected.
 */
final class Hdf5File implements AutoCloseable {

    private static final int MAXIMUM_ARRAYS = 10_000;
    private static final int MAXIMUM_DEPTH = 32;

    private final HdfFile file;
    private final NavigableMap<String, Dataset> arrays = new TreeMap<>();

    /** @throws UnusableKerasFileException if the file is damaged */
    Hdf5File(Path path) {
        file = guarded(() -> new HdfFile(path));
        try {
            guarded(() -> {
                collect(file, "", 0);
                return arrays;
            });
        } catch (RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    /** The root's attribute of that name, where it is a text. */
    Optional<String> text(String attribute) {
        return guarded(() -> {
            Object value = value(file, attribute);
            if (value instanceof String text) {
                return Optional.of(text);
            }
            return value instanceof String[] texts && texts.length == 1 ? Optional.of(texts[0]) : Optional.empty();
        });
    }

    boolean hasAttribute(String attribute) {
        return guarded(() -> file.getAttributes().containsKey(attribute));
    }

    boolean hasGroup(String name) {
        return guarded(() -> file.getChildren().get(name) instanceof Group);
    }

    /** The paths of all arrays below a prefix, with slashes only, in the order of their characters. */
    List<String> arraysBelow(String prefix) {
        return arrays.tailMap(prefix, true).keySet().stream()
                .takeWhile(path -> path.startsWith(prefix))
                .toList();
    }

    /**
     * Reads an array of finite numbers in single precision, row-major.
     *
     * @param name what to call it in a refusal
     * @param shape that it must have
     * @throws UnusableKerasFileException if it has not, or holds anything else
     */
    float[] read(String path, String name, int... shape) {
        Dataset array = arrays.get(path);
        if (array == null) {
            throw new UnusableKerasFileException("The file has no " + name + ".");
        }
        int[] found = guarded(array::getDimensions);
        if (!Arrays.equals(found, shape)) {
            throw new UnusableKerasFileException("The " + name + " has the shape " + Arrays.toString(found)
                    + ", but its configuration asks for " + Arrays.toString(shape) + ".");
        }
        requireStored(array, name, shape);
        float[] values = floats(guarded(array::getDataFlat), name);
        if (values.length != Arrays.stream(shape).reduce(1, Math::multiplyExact)) {
            throw damaged(null);
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new UnusableKerasFileException("The " + name + " holds values that are not finite.");
            }
        }
        return values;
    }

    @Override
    public void close() {
        file.close();
    }

    /** Compression may promise much: a file has at most a thousand times what it takes on the disk. */
    private void requireStored(Dataset array, String name, int[] shape) {
        long values = 1;
        for (int size : shape) {
            values *= size;
        }
        long stored = guarded(array::getStorageInBytes);
        if (values > 0 && (stored <= 0 || values * Float.BYTES / 1_100 > stored)) {
            throw new UnusableKerasFileException("The " + name + " was never written.");
        }
    }

    private static float[] floats(@Nullable Object data, String name) {
        if (data instanceof float[] floats) {
            return floats;
        }
        if (data instanceof double[] doubles) {
            float[] floats = new float[doubles.length];
            for (int index = 0; index < floats.length; index++) {
                floats[index] = (float) doubles[index];
            }
            return floats;
        }
        throw new UnusableKerasFileException("The " + name + " holds no numbers of single or double precision.");
    }

    private void collect(Group group, String prefix, int depth) {
        if (depth > MAXIMUM_DEPTH) {
            throw new UnusableKerasFileException("The file's groups lie more than " + MAXIMUM_DEPTH + " deep.");
        }
        for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
            // TensorFlow on Windows wrote whole paths as one name.
            String path = prefix + child.getKey().replace('\\', '/');
            if (child.getValue() instanceof Group below) {
                collect(below, path + "/", depth + 1);
            } else if (child.getValue() instanceof Dataset array) {
                arrays.put(path, array);
            }
            if (arrays.size() > MAXIMUM_ARRAYS) {
                throw new UnusableKerasFileException("The file holds more than " + MAXIMUM_ARRAYS + " arrays.");
            }
        }
    }

    private static @Nullable Object value(Node node, String name) {
        Attribute attribute = node.getAttribute(name);
        return attribute == null || attribute.isEmpty() ? null : attribute.getData();
    }

    /** The library was not written for damaged files: it fails with whatever the bytes lead it to. */
    private static <T> T guarded(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (UnusableKerasFileException refusal) {
            throw refusal;
        } catch (RuntimeException
                | StackOverflowError
                | OutOfMemoryError
                | AssertionError
                | LinkageError
                | ServiceConfigurationError failure) {
            throw damaged(failure);
        }
    }

    private static UnusableKerasFileException damaged(@Nullable Throwable cause) {
        String sentence = "The HDF5 file is damaged.";
        return cause == null
                ? new UnusableKerasFileException(sentence)
                : new UnusableKerasFileException(sentence, cause);
    }
}
