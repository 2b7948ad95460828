package io.sentiment.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells in the schemas of records which properties may be null, and that the others are always there: the document says
 * of null what the compiler checks.
 */
@Component
final class NullableProperties implements ModelConverter {

    private static final String REFERENCES = "#/components/schemas/";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        JavaType javaType = Json.mapper().constructType(type.getType());
        if (schema != null && javaType != null && javaType.getRawClass().isRecord()) {
            Schema<?> model = schema.get$ref() == null
                    ? schema
                    : context.getDefinedModels().get(schema.get$ref().substring(REFERENCES.length()));
            if (model != null && model.getProperties() != null) {
                describe(javaType.getRawClass(), model.getProperties(), model);
            }
        }
        return schema;
    }

    @SuppressWarnings("rawtypes") // The library's own type.
    private static void describe(Class<?> record, Map<String, Schema> properties, Schema<?> model) {
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                describe(component.getType(), properties, model);
                continue;
            }
            String name = name(component);
            Schema<?> property = properties.get(name);
            if (property == null || mayBeLeftOut(component)) {
                continue;
            }
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                properties.put(name, orNull(property));
            } else if (model.getRequired() == null || !model.getRequired().contains(name)) {
                model.addRequiredItem(name);
            }
        }
    }

    /** A part of a form is there or not, and never null. */
    private static boolean mayBeLeftOut(RecordComponent component) {
        io.swagger.v3.oas.annotations.media.Schema described =
                component.getAccessor().getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return described != null && described.requiredMode() == RequiredMode.NOT_REQUIRED;
    }

    private static String name(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null || named.value().isEmpty() ? component.getName() : named.value();
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            Schema<?> nothing = new Schema<>();
            nothing.addType("null");
            Schema<?> either = new Schema<>();
            either.setAnyOf(List.of(new Schema<>().$ref(property.get$ref()), nothing));
            either.setDescription(property.getDescription());
            return either;
        }
        if (property.getTypes() != null && property.getEnum() == null) {
            property.addType("null");
        }
        return property;
    }
}
