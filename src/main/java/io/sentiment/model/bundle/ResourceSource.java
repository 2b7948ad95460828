package io.sentiment.model.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * A bundle on the classpath, found by its manifest. Resource streams reach into a jar and into the nested jars of Spring
 * Boot, which file systems do not.
 */
record ResourceSource(Resource manifest) implements BundleSource {

    @Override
    public List<String> fileNames() throws IOException {
        Resource[] resources = new PathMatchingResourcePatternResolver().getResources(folder() + "*");
        return Arrays.stream(resources)
                .map(resource -> Objects.requireNonNullElse(resource.getFilename(), resource.getDescription()))
                .toList();
    }

    @Override
    public InputStream open(String fileName) throws IOException {
        return manifest.createRelative(fileName).getInputStream();
    }

    private String folder() throws IOException {
        String url = manifest.getURL().toExternalForm();
        return url.substring(0, url.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return manifest.getDescription();
    }
}
