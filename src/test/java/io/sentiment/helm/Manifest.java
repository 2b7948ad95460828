package io.sentiment.helm;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rendered Kubernetes object or a part of one, as maps, lists and scalars. */
record Manifest(Map<String, Object> content) {

    String kind() {
        return text("kind");
    }

    String apiVersion() {
        return text("apiVersion");
    }

    String name() {
        return text("metadata", "name");
    }

    /** What is at a path of keys; fails where there is nothing. */
    Object at(String... path) {
        return Objects.requireNonNull(find(content, path), () -> this + " has no " + String.join(".", path));
    }

    boolean has(String... path) {
        return find(content, path) != null;
    }

    String text(String... path) {
        return at(path).toString();
    }

    Map<String, Object> map(String... path) {
        return Chart.mapping(at(path));
    }

    List<Manifest> items(String... path) {
        return ((List<?>) at(path))
                .stream()
                        .map(item -> new Manifest(Chart.mapping(Objects.requireNonNull(item))))
                        .toList();
    }

    /** The pod that this object is or makes; empty for other kinds. */
    Stream<Manifest> pod() {
        return switch (kind()) {
            case "Pod" -> Stream.of(this);
            case "Deployment" -> Stream.of(new Manifest(map("spec", "template")));
            default -> Stream.empty();
        };
    }

    /** The only container of a pod. */
    Manifest container() {
        return items("spec", "containers").get(0);
    }

    @Override
    public String toString() {
        return find(content, "kind") + " " + find(content, "metadata", "name");
    }

    private static @Nullable Object find(Map<String, Object> content, String... path) {
        @Nullable Object value = content;
        for (String key : path) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }
}
