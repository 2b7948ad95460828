package io.sentiment.helm;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.util.ModelMapper;
import io.kubernetes.client.util.Yaml;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;

/** Holds a rendered object against the types of Kubernetes' own API description. */
final class KubernetesTypes {

    private static final Gson JSON = new Gson();

    private KubernetesTypes() {}

    /**
     * Checks fields, their types and what is required, at every depth.
     *
     * @throws IllegalArgumentException with the first difference
     */
    static void check(Manifest manifest) {
        Class<?> type = type(manifest);
        JsonElement json = JSON.toJsonTree(manifest.content());
        try {
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
            // Reads what the check above leaves open: quantities, ports that are numbers or names, times.
            Objects.requireNonNull(Yaml.getSnakeYaml(type).loadAs(JSON.toJson(json), type));
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(manifest + ": " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(manifest + ": " + e.getMessage(), e);
        }
    }

    private static Class<?> type(Manifest manifest) {
        String[] groupAndVersion = manifest.apiVersion().split("/", 2);
        String group = groupAndVersion.length == 2 ? groupAndVersion[0] : "";
        String version = groupAndVersion[groupAndVersion.length - 1];
        Class<?> type = ModelMapper.preBuiltGetApiTypeClass(group, version, manifest.kind());
        if (type == null) {
            throw new IllegalArgumentException("Kubernetes has no " + manifest.apiVersion() + " " + manifest.kind());
        }
        return type;
    }
}
