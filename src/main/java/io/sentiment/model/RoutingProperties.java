package io.sentiment.model;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which model gets a text when the client names none.
 *
 * @param defaultModel Name of the model for texts without letters and for those that several models read equally well;
 *     the first model by name when not set.
 */
@ConfigurationProperties("sentiment.routing")
public record RoutingProperties(@Nullable String defaultModel) {}
