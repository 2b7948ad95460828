package io.sentiment.model.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the arrays of a model's layers by what they are. Up to Keras 3 an HDF5 file calls them by their names, below the name
 * of the layer; a {@code .keras} file numbers them, below the number of the layer among those of its class.
 */
final class LayerWeights {

    /** What Keras 1 calls the arrays of a layer, after the name of the layer. */
    private static final Pattern EARLIER = Pattern.compile(".*_([WUb](_[ifco])?)");

    private static final Pattern NUMBERED = Pattern.compile(".*(?:^|/)vars/(\\d{1,3})");

    private final Hdf5File file;
    private final Map<KerasLayer, String> prefixes = new HashMap<>();
    private final boolean numbered;

    LayerWeights(KerasContainer container, List<KerasLayer> layers) {
        file = container.weights();
        numbered = container.isZip();
        if (numbered) {
            number(layers);
        } else {
            String root = file.hasGroup("model_weights") ? "model_weights/" : "";
            layers.forEach(layer -> prefixes.put(layer, root + layer.name() + "/"));
        }
    }

    /** Whether the file has any array of that layer. */
    boolean has(KerasLayer layer) {
        return !file.arraysBelow(prefix(layer)).isEmpty();
    }

    /**
     * Reads an array.
     *
     * @param part {@code forward} or {@code backward} of a bidirectional layer, else empty
     * @param role what Keras 2 and 3 call it
     * @param place its number in a {@code .keras} file
     * @param shape that it must have
     */
    float[] read(KerasLayer layer, String part, String role, int place, int... shape) {
        String name =
                "array '" + role + "' of the layer '" + layer.name() + "'" + (part.isEmpty() ? "" : " (" + part + ")");
        return file.read(path(layer, part, role, place, name), name, shape);
    }

    /** Whether an array is there under that name, as those of Keras 1 are. */
    boolean hasRole(KerasLayer layer, String part, String role) {
        return !candidates(layer, part, role, -1).isEmpty();
    }

    /**
     * Reads an array that Keras 1 calls otherwise.
     *
     * @param earlier its name there
     */
    float[] read(KerasLayer layer, String part, String role, String earlier, int place, int... shape) {
        return read(layer, part, hasRole(layer, part, earlier) ? earlier : role, place, shape);
    }

    private String path(KerasLayer layer, String part, String role, int place, String name) {
        List<String> found = candidates(layer, part, role, place);
        if (found.size() > 1) {
            throw new UnusableKerasFileException("The file has more than one " + name + ".");
        }
        return found.isEmpty() ? "" : found.get(0);
    }

    private List<String> candidates(KerasLayer layer, String part, String role, int place) {
        String prefix = prefix(layer);
        List<String> found = new ArrayList<>();
        for (String path : file.arraysBelow(prefix)) {
            String inside = path.substring(prefix.length());
            if (!inside.contains("seed_generator")
                    && (part.isEmpty() || inside.contains(part + "_"))
                    && (numbered ? isNumber(inside, place) : role(inside).equals(role))) {
                found.add(path);
            }
        }
        return found;
    }

    private String prefix(KerasLayer layer) {
        String prefix = prefixes.get(layer);
        if (prefix == null) {
            throw new IllegalArgumentException("Not a layer of the model: " + layer);
        }
        return prefix;
    }

    private static boolean isNumber(String path, int place) {
        Matcher matcher = NUMBERED.matcher(path);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) == place;
    }

    /** The last part of a path without the number of the output, {@code kernel} of {@code lstm/lstm_cell/kernel:0}. */
    private static String role(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        int colon = last.indexOf(':');
        String name = colon < 0 ? last : last.substring(0, colon);
        Matcher earlier = EARLIER.matcher(name);
        return earlier.matches() ? earlier.group(1) : name;
    }

    private void number(List<KerasLayer> layers) {
        String root = file.arraysBelow("_layer_checkpoint_dependencies/").isEmpty()
                ? "layers/"
                : "_layer_checkpoint_dependencies/";
        Map<String, Integer> counts = new HashMap<>();
        for (KerasLayer layer : layers) {
            String name = layer.snakeCase();
            int count = counts.merge(name, 1, Integer::sum) - 1;
            String byClass = root + name + (count == 0 ? "" : "_" + count) + "/";
            String byName = root + layer.name() + "/";
            prefixes.put(layer, file.arraysBelow(byClass).isEmpty() ? byName : byClass);
        }
    }
}
