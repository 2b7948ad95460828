package io.sentiment.prediction;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the models come from.
 *
 * @param location Folder with model bundles, as sub-folders or zips; the shipped bundles when not set.
 */
@ConfigurationProperties("sentiment.models")
public record ModelsProperties(@Nullable Path location) {}
