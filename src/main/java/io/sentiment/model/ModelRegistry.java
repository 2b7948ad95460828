package io.sentiment.model;

import io.sentiment.model.bundle.BundleSearch;
import io.sentiment.model.bundle.BundleSource;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UnreadableBundleException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The models of this process: immutable versions, and for each model a champion that can be moved to another of its
 * versions. Holds in memory what was added or asked for, and opens the rest where it is asked for. Thread-safe.
 */
public final class ModelRegistry {

    private final Map<String, NavigableMap<Integer, ModelBundle>> versions = new TreeMap<>();
    private final Map<String, ModelBundle> champions = new TreeMap<>();
    private final VersionSource source;

    /** Without any model. */
    public ModelRegistry() {
        this(VersionSource.NONE);
    }

    /** Without any champion; its versions are those of the source. */
    public ModelRegistry(VersionSource source) {
        this.source = source;
    }

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
        ModelBundle present = bundles(version.model()).putIfAbsent(version.version(), bundle);
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
    public void promote(String model, int version) {
        ModelBundle bundle = find(model, version);
        synchronized (this) {
            champions.put(model, bundles(model).computeIfAbsent(version, number -> bundle));
        }
    }

    /** Drops a version from memory, unless it is champion. */
    public synchronized void forget(String model, int version) {
        ModelBundle champion = champions.get(model);
        if (champion == null || champion.version().version() != version) {
            bundles(model).remove(version);
        }
    }

    /** The names of all models that have a champion, sorted. */
    public synchronized List<String> models() {
        return List.copyOf(champions.keySet());
    }

    /**
     * The versions of a model that are in memory, by rising number.
     *
     * @throws UnknownModelException if there is no such model
     */
    public synchronized List<ModelBundle> versions(String model) {
        requireKnown(model);
        return List.copyOf(bundles(model).values());
    }

    /**
     * The numbers of all versions of a model.
     *
     * @throws UnknownModelException if there is no such model
     */
    public synchronized NavigableSet<Integer> numbers(String model) {
        requireKnown(model);
        NavigableSet<Integer> numbers = new TreeSet<>(bundles(model).keySet());
        source.versions().stream()
                .filter(version -> version.model().equals(model))
                .forEach(version -> numbers.add(version.version()));
        return numbers;
    }

    /**
     * The version that answers for a model.
     *
     * @throws UnknownModelException if there is no such model, or it has no champion
     */
    public synchronized ModelBundle champion(String model) {
        ModelBundle champion = champions.get(model);
        if (champion == null) {
            requireKnown(model);
            throw UnknownModelException.withoutChampion(model);
        }
        return champion;
    }

    /**
     * One version of a model. One that is not in memory is opened, and stays there.
     *
     * @throws UnknownModelException if there is no such model or version
     * @throws UnreadableBundleException if it has to be opened and is refused
     * @throws BundleUnavailableException if it has to be fetched and cannot be
     */
    public ModelBundle find(String model, int version) {
        ModelBundle present = present(model, version);
        return present == null ? open(model, version) : present;
    }

    /** The same if it is in memory; asks nobody. */
    public Optional<ModelBundle> findInMemory(String model, int version) {
        return Optional.ofNullable(present(model, version));
    }

    /**
     * Asks nobody, and opens nothing.
     *
     * @throws UnknownModelException if there is no such model or version, as far as this process knows
     */
    public void requireKnown(String model, int version) {
        if (!numbers(model).contains(version)) {
            throw new UnknownModelException(model, version);
        }
    }

    /** Whether a version answers for its model. */
    public synchronized boolean isChampion(ModelVersion version) {
        ModelBundle champion = champions.get(version.model());
        return champion != null && champion.version().equals(version);
    }

    private synchronized @Nullable ModelBundle present(String model, int version) {
        NavigableMap<Integer, ModelBundle> bundles = versions.get(model);
        return bundles == null ? null : bundles.get(version);
    }

    /** Without the lock: nobody shall wait for a version that another has asked for. */
    private ModelBundle open(String model, int version) {
        synchronized (this) {
            requireKnown(model);
        }
        ModelBundle opened = source.open(new ModelVersion(model, version));
        if (opened == null) {
            throw new UnknownModelException(model, version);
        }
        synchronized (this) {
            ModelBundle earlier = bundles(model).putIfAbsent(version, opened);
            return earlier == null ? opened : earlier;
        }
    }

    private void requireKnown(String model) {
        boolean inMemory = versions.containsKey(model) && !bundles(model).isEmpty();
        if (!inMemory
                && source.versions().stream()
                        .noneMatch(version -> version.model().equals(model))) {
            throw new UnknownModelException(model);
        }
    }

    private NavigableMap<Integer, ModelBundle> bundles(String model) {
        return versions.computeIfAbsent(model, name -> new TreeMap<>());
    }
}
