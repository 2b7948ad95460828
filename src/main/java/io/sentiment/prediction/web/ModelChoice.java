package io.sentiment.prediction.web;

import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemException;
import io.sentiment.platform.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which model and version a request for predictions asks for, in its query or its body. Immutable.
 *
 * @param model null for the one that reads each text best
 * @param version null for the champion
 */
public record ModelChoice(@Nullable String model, @Nullable Integer version) {

    /** Parameter and property that name the model. */
    public static final String MODEL = "model";

    /** Parameter and property that give the number of the version. */
    public static final String VERSION = "version";

    private static final List<String> KNOWN = List.of(MODEL, VERSION);
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,9}");

    /**
     * What the query says.
     *
     * @throws ProblemException if there is a parameter that these calls do not know, or one that is of no use
     */
    public static ModelChoice ofQuery(HttpServletRequest request) {
        Map<String, String[]> parameters = request.getParameterMap();
        for (String name : parameters.keySet()) {
            if (!KNOWN.contains(name)) {
                throw refusal(
                        name,
                        "The query has a parameter '" + name + "', but this call knows only 'model' and"
                                + " 'version'.");
            }
        }
        String version = single(VERSION, parameters);
        return new ModelChoice(single(MODEL, parameters), version == null ? null : number(version));
    }

    /**
     * This choice together with what the body says.
     *
     * @throws ProblemException if they contradict each other, or there is a version without its model
     */
    public ModelChoice and(@Nullable String bodyModel, @Nullable Integer bodyVersion) {
        return new ModelChoice(same(MODEL, model, bodyModel), same(VERSION, version, bodyVersion)).complete();
    }

    /**
     * This choice.
     *
     * @throws ProblemException if there is a version that nobody can look up
     */
    public ModelChoice complete() {
        if (model == null && version != null) {
            throw Problem.of(ProblemType.VERSION_WITHOUT_MODEL, "A version needs the model that it is a version of.")
                    .at(VERSION)
                    .asException();
        }
        return this;
    }

    private static <T> @Nullable T same(String name, @Nullable T ofQuery, @Nullable T ofBody) {
        if (ofQuery != null && ofBody != null && !ofQuery.equals(ofBody)) {
            throw refusal(
                    name,
                    "The query asks for the " + name + " '" + ofQuery + "', but the body for '" + ofBody
                            + "': name one of them.");
        }
        return ofQuery == null ? ofBody : ofQuery;
    }

    private static @Nullable String single(String name, Map<String, String[]> parameters) {
        String[] values = parameters.get(name);
        if (values == null) {
            return null;
        }
        if (values.length > 1) {
            throw refusal(name, "The query names the parameter '" + name + "' " + values.length + " times.");
        }
        if (values[0].isEmpty()) {
            throw refusal(name, "The parameter '" + name + "' of the query is empty.");
        }
        return values[0];
    }

    private static Integer number(String version) {
        if (!WHOLE_NUMBER.matcher(version).matches()) {
            throw refusal(VERSION, "The parameter 'version' of the query is not the number of a version.");
        }
        return Integer.valueOf(version);
    }

    private static ProblemException refusal(String parameter, String detail) {
        return Problem.of(ProblemType.BAD_REQUEST, detail).at(parameter).asException();
    }
}
