package io.sentiment.helm;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of metrics in PromQL, and in what a service exposes. */
final class Metrics {

    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern LABELS = Pattern.compile("\\{[^}]*}|\\[[^]]*]");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*\\b(?!\\s*\\()");
    private static final Pattern GRAFANA_LABELS = Pattern.compile("label_values\\((\\w+)(?:\\{[^}]*})?,\\s*\\w+\\)");
    private static final Set<String> OPERATORS =
            Set.of("and", "or", "unless", "by", "without", "on", "ignoring", "offset", "sum");

    private Metrics() {}

    /** The metrics that an expression reads: what is neither a label, a function, a number nor an operator. */
    static Set<String> of(String expression) {
        Matcher labels = GRAFANA_LABELS.matcher(expression);
        if (labels.matches()) {
            return Set.of(labels.group(1));
        }
        String bare = STRING.matcher(expression).replaceAll("");
        bare = LABELS.matcher(bare).replaceAll("");
        bare = GROUPING.matcher(bare).replaceAll("");
        Set<String> names = new TreeSet<>();
        NAME.matcher(bare).results().map(result -> result.group()).forEach(names::add);
        names.removeAll(OPERATORS);
        return names;
    }

    /** The names of all series of an exposition in the text format. */
    static Set<String> exposedIn(List<String> lines) {
        Set<String> names = new TreeSet<>();
        for (String line : lines) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                names.add(line.split("[{ ]", 2)[0]);
            }
        }
        return names;
    }
}
