package io.sentiment.prediction.web;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents what the calls share that ask one model about texts: its choice in the query, and their refusals. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ModelInQuery
@ApiResponse(
        responseCode = "400",
        description = "Malformed JSON, or a property or parameter that this call does not know")
@ApiResponse(responseCode = "404", description = "No such model or version")
@ApiResponse(responseCode = "413", description = "The body is too large")
@ApiResponse(
        responseCode = "503",
        description = "The queue is full, the deadline has passed or no model is ready; see `Retry-After`")
public @interface AsksModel {}
