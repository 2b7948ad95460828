package io.sentiment.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
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

    /** Tells what to send instead, also in {@code Accept} and {@code Accept-Post}. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException unsupported,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        List<String> types = unsupported.getSupportedMediaTypes().stream()
                .map(MediaType::toString)
                .distinct()
                .sorted()
                .toList();
        String taken = String.join(" or ", types);
        HttpServletRequest servlet = ((ServletWebRequest) request).getRequest();
        // Not as a header: Spring Security would refuse the request once more for a character in it.
        String sent = servlet.getContentType();
        HttpHeaders all = new HttpHeaders(headers);
        all.set(HttpHeaders.ACCEPT, String.join(", ", types));
        if (HttpMethod.POST.matches(servlet.getMethod())) {
            all.set("Accept-Post", String.join(", ", types));
        }
        return Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "This call takes a body of the media type " + taken
                                + (sent == null
                                        ? ", and the request has no Content-Type."
                                        : ", but its Content-Type is '" + PrintableText.of(sent) + "'."))
                .at(HttpHeaders.CONTENT_TYPE)
                .response(all);
    }

    /** Names the parameter of the query or the path. */
    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = mismatch.getPropertyName();
        return name == null
                ? super.handleTypeMismatch(mismatch, headers, status, request)
                : Problem.of(
                                ProblemType.BAD_REQUEST,
                                "The value of '" + name + "' is not a number that this call takes.")
                        .at(name)
                        .response(headers);
    }

    /** Of a query that cannot be decoded. */
    @ExceptionHandler
    ResponseEntity<Object> undecodable(InvalidParameterException undecodable) {
        return Problem.of(ProblemType.BAD_REQUEST, "The query of the request is not well-formed.")
                .response();
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
