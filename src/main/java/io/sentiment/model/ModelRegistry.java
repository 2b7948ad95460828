package io.sentiment.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The models of this process: immutable versions, and for each model a champion that can be moved to another of its
 * versions. In memory. Thread-safe.
 */
public final class ModelRegistry {

    private final Map<String, NavigableMap<Integer, ModelBundle>> versions = new TreeMap<>();
    private final Map<String, ModelBundle> champions = new TreeMap<>();

    /** Without any model. */
    public ModelRegistry() {}

    /**
     * Reads the bundles that are shipped on the classpath as {@code models/NAME/}. The highest version of each model is
     * its champion.
     *
     * @throws NoBundlesException if there is none
     * @throws UnreadableBundleException if one is refused
     * @throws DuplicateVersionException if there are two of the same version
     * @throws IOException if the classpath cannot be searched
     */
    public static ModelRegistry loadShipped() throws IOException {
        return load(BundleSearch.onClasspath(ModelRegistry.class.getClassLoader()), "models/ on the classpath");
    }

    /**
     * Reads the bundles in the sub-folders and zips of a folder. The highest version of each model is its champion.
     *
     * @throws NoBundlesException if there is none
     * @throws UnreadableBundleException if one is refused
     * @throws DuplicateVersionException if there are two of the same version
     * @throws IOException if the folder cannot be listed
     */
    public static ModelRegistry load(Path folder) throws IOException {
        return load(BundleSearch.inFolder(folder), folder.toString());
    }

    static ModelRegistry load(List<BundleSource> sources, String place) {
        if (sources.isEmpty()) {
            throw new NoBundlesException(place);
        }
        ModelRegistry registry = new ModelRegistry();
        sources.forEach(source -> registry.add(ModelBundle.open(source)));
        registry.versions.forEach((model, bundles) -> registry.promote(model, bundles.lastKey()));
        return registry;
    }

    /**
     * Adds a version. It becomes champion only if it is the model's first.
     *
     * @throws DuplicateVersionException if that version is there already
     */
    public synchronized void add(ModelBundle bundle) {
        ModelVersion version = bundle.version();
        ModelBundle present = versions.computeIfAbsent(version.model(), model -> new TreeMap<>())
                .putIfAbsent(version.version(), bundle);
        if (present != null) {
            throw new DuplicateVersionException(present, bundle);
        }
        champions.putIfAbsent(version.model(), bundle);
    }

    /**
     * Makes a version the champion of its model, be it newer or older than the present one.
     *
     * @throws UnknownModelException if there is no such model or version
     */
    public synchronized void promote(String model, int version) {
        champions.put(model, find(model, version));
    }

    /** The names of all models, sorted. */
    public synchronized List<String> models() {
        return List.copyOf(versions.keySet());
    }

    /**
     * The versions of a model by rising number.
     *
     * @throws UnknownModelException if there is no such model
     */
    public synchronized List<ModelBundle> versions(String model) {
        return List.copyOf(bundles(model).values());
    }

    /**
     * The version that answers for a model.
     *
     * @throws UnknownModelException if there is no such model
     */
    public synchronized ModelBundle champion(String model) {
        ModelBundle champion = champions.get(model);
        if (champion == null) {
            throw new UnknownModelException(model);
        }
        return champion;
    }

    /**
     * One version of a model.
     *
     * @throws UnknownModelException if there is no such model or version
     */
    public synchronized ModelBundle find(String model, int version) {
        ModelBundle bundle = bundles(model).get(version);
        if (bundle == null) {
            throw new UnknownModelException(model, version);
        }
        return bundle;
    }

    private NavigableMap<Integer, ModelBundle> bundles(String model) {
        NavigableMap<Integer, ModelBundle> bundles = versions.get(model);
        if (bundles == null) {
            throw new UnknownModelException(model);
        }
        return bundles;
    }
}
