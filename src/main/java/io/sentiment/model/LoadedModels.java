package io.sentiment.model;

import io.sentiment.model.bundle.BundleSource;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UnreadableBundleException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Models whose bundles were read from one place, such as the classpath or a folder. Immutable. */
public final class LoadedModels implements VersionSource {

    private final NavigableMap<String, NavigableMap<Integer, ModelBundle>> versions = new TreeMap<>();

    private LoadedModels(List<BundleSource> sources) {
        for (BundleSource source : sources) {
            ModelBundle bundle = ModelBundle.open(source);
            ModelVersion version = bundle.version();
            ModelBundle present = versions.computeIfAbsent(version.model(), name -> new TreeMap<>())
                    .putIfAbsent(version.version(), bundle);
            if (present != null) {
                throw new DuplicateVersionException(present, bundle);
            }
        }
    }

    /**
     * Reads the bundles that are shipped on the classpath as {@code models/NAME/}.
     *
     * @throws NoBundlesException if there is none
     * @throws UnreadableBundleException if one is refused
     * @throws DuplicateVersionException if there are two of the same version
     * @throws IOException if the classpath cannot be searched
     */
    public static LoadedModels shipped() throws IOException {
        return load(BundleSource.onClasspath(LoadedModels.class.getClassLoader()), "models/ on the classpath");
    }

    /**
     * Reads the bundles in the sub-folders and zips of a folder.
     *
     * @throws NoBundlesException if there is none
     * @throws UnreadableBundleException if one is refused
     * @throws DuplicateVersionException if there are two of the same version
     * @throws IOException if the folder cannot be listed
     */
    public static LoadedModels in(Path folder) throws IOException {
        return load(BundleSource.inFolder(folder), folder.toString());
    }

    private static LoadedModels load(List<BundleSource> sources, String place) {
        if (sources.isEmpty()) {
            throw new NoBundlesException(place);
        }
        return new LoadedModels(sources);
    }

    /** The names of the models, sorted. */
    public List<String> models() {
        return List.copyOf(versions.keySet());
    }

    /**
     * The versions of a model, by rising number.
     *
     * @throws UnknownModelException if there is no such model
     */
    public List<ModelBundle> versions(String model) {
        return List.copyOf(ofModel(model).values());
    }

    /**
     * The version of a model with the highest number.
     *
     * @throws UnknownModelException if there is no such model
     */
    public ModelBundle newest(String model) {
        return ofModel(model).lastEntry().getValue();
    }

    @Override
    public Set<ModelVersion> versions() {
        return versions.values().stream()
                .flatMap(bundles -> bundles.values().stream())
                .map(ModelBundle::version)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public ModelBundle open(ModelVersion version) {
        ModelBundle bundle = ofModel(version.model()).get(version.version());
        if (bundle == null) {
            throw new UnknownModelException(version.model(), version.version());
        }
        return bundle;
    }

    private NavigableMap<Integer, ModelBundle> ofModel(String model) {
        NavigableMap<Integer, ModelBundle> bundles = versions.get(model);
        if (bundles == null) {
            throw new UnknownModelException(model);
        }
        return bundles;
    }

    /** Two bundles of one version, which is immutable; the message is one sentence for its user. */
    public static final class DuplicateVersionException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private DuplicateVersionException(ModelBundle present, ModelBundle refused) {
            super("There are two bundles of " + present.version() + ": " + present + " and " + refused + ".");
        }
    }

    /** A place without a single model bundle; the message is one sentence for its user. */
    public static final class NoBundlesException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private NoBundlesException(String place) {
            super("There is no model bundle in " + place + ".");
        }
    }
}
