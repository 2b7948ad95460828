package io.sentiment.model.bundle;

import java.util.regex.Pattern;

/**
 * Names one version of one model. Immutable.
 *
 * @param model the model's name: up to 63 of {@code a-z}, {@code 0-9} and hyphens, with no hyphen at either end, so that
 *     it can stand in a URL, a file name and a host name
 * @param version the version's number, from 1
 */
public record ModelVersion(String model, int version) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** @throws IllegalArgumentException if the name or the number is none */
    public ModelVersion {
        if (!NAME.matcher(model).matches()) {
            throw new IllegalArgumentException("The model name '" + model
                    + "' is not allowed: use up to 63 lower-case letters, digits and inner hyphens.");
        }
        if (version < 1) {
            throw new IllegalArgumentException("The version of a model must be at least 1, but is " + version + ".");
        }
    }

    @Override
    public String toString() {
        return "version " + version + " of the model '" + model + "'";
    }
}
