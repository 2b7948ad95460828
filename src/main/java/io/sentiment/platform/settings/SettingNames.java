package io.sentiment.platform.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * The names that Spring Boot asks for when it binds our settings, in all the ways in which it takes them. Immutable and
 * thread-safe.
 */
final class SettingNames {

    private static final Pattern INDEX = Pattern.compile("(?<=\\[)\\d+(?=])");
    private static final Pattern INDEX_OF_VARIABLE = Pattern.compile("(?<=_)\\d+(?=_|$)");

    /** Settings with a value. Of lists, the first element stands for all. */
    private final Set<ConfigurationPropertyName> values = new HashSet<>();

    /** What has settings below it, and no value. */
    private final Set<ConfigurationPropertyName> groups = new HashSet<>();

    /** What may have anything below it. */
    private final Set<ConfigurationPropertyName> maps = new HashSet<>();

    /** @param prefixes classes with settings, and what their names begin with */
    SettingNames(Map<Class<?>, String> prefixes) {
        ConfigurationPropertySource empty = name -> null;
        Binder binder = new Binder(empty);
        prefixes.forEach((type, prefix) -> {
            var unused = binder.bind(prefix, Bindable.of(type), new Names());
        });
    }

    /**
     * Whether a property is a setting.
     *
     * @param blank whether it has no value, as a heading in YAML has that nothing stands under
     */
    boolean has(String property, boolean blank) {
        ConfigurationPropertyName name =
                ConfigurationPropertyName.adapt(INDEX.matcher(property).replaceAll("0"), '.');
        return values.contains(name)
                || (blank && groups.contains(name))
                || maps.stream().anyMatch(map -> map.equals(name) || map.isAncestorOf(name));
    }

    /** Whether a variable of the environment is a setting. Only names without hyphens may be in lower case. */
    boolean hasVariable(String variable) {
        String name = INDEX_OF_VARIABLE.matcher(variable).replaceAll("0");
        String upper = name.toUpperCase(Locale.ROOT);
        return values.stream().anyMatch(value -> name.equals(variable(value)) || upper.equals(shortVariable(value)))
                || maps.stream().anyMatch(map -> upper.startsWith(shortVariable(map) + "_"));
    }

    /** The setting whose name is most like that of a property. */
    String nearest(String property) {
        return nearest(property, ConfigurationPropertyName::toString, INDEX);
    }

    /** The variable of a setting that is most like a variable. */
    String nearestVariable(String variable) {
        return nearest(variable, SettingNames::variable, INDEX_OF_VARIABLE);
    }

    private String nearest(String wrong, Function<ConfigurationPropertyName, String> form, Pattern index) {
        String name = letters(index.matcher(wrong).replaceAll("0"));
        String nearest = values.stream()
                .map(form)
                .min(Comparator.comparing((String right) -> !isBelow(right, wrong))
                        .thenComparingInt(right -> distance(name, letters(right)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
        Matcher wanted = index.matcher(wrong);
        return index.matcher(nearest).replaceAll(first -> wanted.find() ? wanted.group() : first.group());
    }

    /** As the documentation has it: in upper case, with an underscore for a dot and for a hyphen. */
    private static String variable(ConfigurationPropertyName name) {
        return variable(name, Form.DASHED).replace('-', '_');
    }

    /** The other way in which Spring Boot takes it: without hyphens. */
    private static String shortVariable(ConfigurationPropertyName name) {
        return variable(name, Form.UNIFORM);
    }

    private static String variable(ConfigurationPropertyName name, Form form) {
        StringBuilder variable = new StringBuilder();
        for (int element = 0; element < name.getNumberOfElements(); element++) {
            variable.append(element == 0 ? "" : "_").append(name.getElement(element, form));
        }
        return variable.toString().toUpperCase(Locale.ROOT);
    }

    /** Whether the wrong name is that of a group with this setting. */
    private static boolean isBelow(String setting, String group) {
        return setting.length() > group.length()
                && setting.startsWith(group)
                && "._".indexOf(setting.charAt(group.length())) >= 0;
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    /** Levenshtein's: the fewest characters to insert, delete or replace. */
    private static int distance(String from, String to) {
        int[] row = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }

    /** Hears of every name that is asked for. */
    private final class Names implements BindHandler {

        @Override
        public <T> @Nullable Bindable<T> onStart(
                ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
            Class<?> type = target.getType().resolve(Object.class);
            if (Map.class.isAssignableFrom(type)) {
                maps.add(name);
                return null;
            }
            if (type.getName().startsWith("io.sentiment.") && !type.isEnum()) {
                groups.add(name);
                return target;
            }
            values.add(name);
            // Null: what a value such as a size consists of is no setting.
            return type.isArray() || Collection.class.isAssignableFrom(type) ? target : null;
        }
    }
}
