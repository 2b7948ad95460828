package io.sentiment.prediction.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents that {@link ModelChoice#ofQuery} reads the query of a call. */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        name = ModelChoice.MODEL,
        in = ParameterIn.QUERY,
        description = "The same as in the body, and the only way for a stream.",
        schema = @Schema(type = "string"))
@Parameter(
        name = ModelChoice.VERSION,
        in = ParameterIn.QUERY,
        description = "The same as in the body, and the only way for a stream.",
        schema = @Schema(type = "integer", format = "int32"))
public @interface ModelInQuery {}
