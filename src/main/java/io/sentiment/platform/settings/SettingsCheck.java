package io.sentiment.platform.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.stereotype.Component;

/**
 * Stops the start where a name under {@code sentiment.} is no setting, wherever it stands: Spring Boot would ignore it,
 * and with it what somebody wanted. The classes that settings are bound to tell which there are.
 */
@Component
final class SettingsCheck implements BeanFactoryPostProcessor {

    private static final String ROOT = "sentiment";

    /** A hyphen or an underscore makes no group: {@code --sentiment_limits_body} is bound to nothing. */
    private static final Pattern ARGUMENT = Pattern.compile(ROOT + "[._-].*", Pattern.CASE_INSENSITIVE);

    private static final Pattern PROPERTY = Pattern.compile(ROOT + "\\..*", Pattern.CASE_INSENSITIVE);
    private static final Pattern VARIABLE = Pattern.compile(ROOT + "_.*", Pattern.CASE_INSENSITIVE);

    /** @throws UnknownSettingsException if there are any */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        ConfigurableEnvironment environment =
                beans.getBean(ConfigurableApplicationContext.ENVIRONMENT_BEAN_NAME, ConfigurableEnvironment.class);
        SettingNames names = new SettingNames(prefixes(beans));
        List<String> sentences = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed) {
                check(listed, names, sentences);
            }
        }
        if (!sentences.isEmpty()) {
            throw new UnknownSettingsException(sentences);
        }
    }

    private static Map<Class<?>, String> prefixes(ConfigurableListableBeanFactory beans) {
        Map<Class<?>, String> prefixes = new HashMap<>();
        for (String bean : beans.getBeanDefinitionNames()) {
            ConfigurationProperties annotation = beans.findAnnotationOnBean(bean, ConfigurationProperties.class, false);
            Class<?> type = annotation == null ? null : beans.getType(bean, false);
            if (annotation != null && type != null && (annotation.prefix() + ".").startsWith(ROOT + ".")) {
                prefixes.put(type, annotation.prefix());
            }
        }
        return prefixes;
    }

    private static void check(EnumerablePropertySource<?> source, SettingNames names, List<String> sentences) {
        for (String name : source.getPropertyNames()) {
            String value = Objects.toString(source.getProperty(name), "");
            if (source instanceof SystemEnvironmentPropertySource
                    && VARIABLE.matcher(name).matches()) {
                if (!names.hasVariable(name) && !ServiceLink.is(name, value)) {
                    sentences.add(sentence(source, name, names.nearestVariable(name)));
                }
            } else if (pattern(source).matcher(name).matches() && !names.has(name, value.isBlank())) {
                sentences.add(sentence(source, name, names.nearest(name)));
            }
        }
    }

    private static Pattern pattern(PropertySource<?> source) {
        return source instanceof CommandLinePropertySource ? ARGUMENT : PROPERTY;
    }

    private static String sentence(PropertySource<?> source, String name, String nearest) {
        return "There is no setting '" + name + "' (" + place(source, name) + "): the nearest is '" + nearest + "'.";
    }

    /** For a person; tells no value. */
    private static String place(PropertySource<?> source, String name) {
        return switch (source.getName()) {
            case CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME -> "on the command line";
            case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME -> "in the system properties";
            case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME -> "in the environment";
            default -> {
                @Nullable Origin origin = OriginLookup.getOrigin(source, name);
                yield origin == null ? source.getName() : origin.toString();
            }
        };
    }

    /**
     * What Kubernetes tells every container of the Services of its namespace: of one called {@code sentiment}, it sets
     * {@code SENTIMENT_SERVICE_HOST} and {@code SENTIMENT_PORT_80_TCP_ADDR}.
     */
    private static final class ServiceLink {

        private static final Pattern NAME = Pattern.compile(
                "\\w+?_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

        private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

        static boolean is(String name, String value) {
            return NAME.matcher(name).matches()
                    || (name.toUpperCase(Locale.ROOT).endsWith("_PORT")
                            && ADDRESS.matcher(value).matches());
        }
    }
}
