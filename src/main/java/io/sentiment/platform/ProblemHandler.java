package io.sentiment.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Turns what Spring MVC and our controllers refuse into problems, and puts these into the form of their route.
 * Exceptions that nobody expected are left to {@link ProblemErrorController}, behind the container, which logs them.
 */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler implements ResponseBodyAdvice<Object> {

    private final Routes routes;

    ProblemHandler(Routes routes) {
        this.routes = routes;
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(ProblemException refusal) {
        return refusal.problem().response();
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return UnreadableJson.ofBody(unreadable).response();
    }

    /** Through here goes every exception of Spring MVC. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return Problem.ofStatus(status.value()).response(headers);
    }

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returnType,
            MediaType selectedContentType,
            Class<? extends HttpMessageConverter<?>> selectedConverterType,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof Problem.Body problem && request instanceof ServletServerHttpRequest servlet) {
            ErrorForm form = routes.errorForm(servlet.getServletRequest());
            response.getHeaders().setContentType(form.mediaType());
            return form.body(problem);
        }
        return body;
    }
}
