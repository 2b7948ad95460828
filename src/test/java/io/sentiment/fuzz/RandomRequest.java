package io.sentiment.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request as it goes over the connection. */
final class RandomRequest {

    private static final String ADMIN = "/api/v1/admin/models/reviews-en/";

    private static final String[] PATHS = {
        "/api/v1/models",
        "/api/v1/models/reviews-en",
        "/api/v1/models/reviews-en/summary",
        "/v2",
        "/v2/models/reviews-en/versions/1",
        "/v2/models/none",
        "/v2/health/ready",
        "/api/v1/admin/retrainings",
        "/api/v1/admin/retrainings/none",
        "/api/v1/admin/retrainings/none/events",
        "/api/v1/admin/audit",
        ADMIN + "versions",
        ADMIN + "versions/1",
        ADMIN + "versions/1/bundle",
        "/api/v1/feedback",
        "/nothing",
        "/"
    };

    private static final String[] QUERIES = {
        "model=reviews-en",
        "model=reviews-zh&version=1",
        "version=1",
        "version=x",
        "model=",
        "model=%zz",
        "modle=a",
        "model=a&model=b",
        "page=0&size=2",
        "page=abc",
        "page=99999999999",
        "size=0",
        "state=queued",
        "state=%F0%9F%98%80",
        "limit=x&before=1",
        "limit=5",
        "before=-1",
        "%00=%00",
        "=&&=",
        "a[]=1"
    };

    private static final String[] HEADERS = {
        "Accept: application/json",
        "Accept: text/plain",
        "Accept: application/problem+json",
        "Accept: x",
        "Accept: */*;q=2",
        "Accept-Language: zz",
        "Accept-Encoding: gzip, br;q=x",
        "Range: bytes=0-5",
        "Range: bytes=9-1,x",
        "If-None-Match: \"a\", W/x",
        "If-Match: *",
        "If-Modified-Since: never",
        "Origin: http://elsewhere",
        "Access-Control-Request-Method: POST",
        "Cookie: a=\"b; =; c",
        "Expect: 100-continue",
        "Expect: something",
        "X-Forwarded-For: 1.2.3.4",
        "X-HTTP-Method-Override: DELETE",
        "Idempotency-Key: a key",
        "Idempotency-Key: fuzz",
        "Last-Event-ID: \u00e9",
        "Inference-Header-Content-Length: 7",
        "Inference-Header-Content-Length: -7",
        "Upgrade: h2c",
        "TE: trailers",
        "Forwarded: for=\"",
        "Content-Language: x y",
        "Authorization: Basic a"
    };

    private static final String[] TYPES = {
        "application/json",
        "application/x-ndjson",
        "application/x-ndjson; charset=utf-16",
        "application/json; charset=utf-16",
        "application/json; charset=none",
        "application/octet-stream",
        "application/zip",
        "multipart/form-data",
        "multipart/form-data; boundary=\"",
        "multipart/form-data; boundary=" + Bodies.BOUNDARY,
        "application/x-www-form-urlencoded",
        "text/plain",
        "*/*",
        "json",
        ";",
        ""
    };

    private final String target;
    private final byte[] bytes;
    private final boolean isHttp;

    private RandomRequest(String target, byte[] bytes, boolean isHttp) {
        this.target = target;
        this.bytes = bytes;
        this.isHttp = isHttp;
    }

    /** The path as it was meant, before anything was spoilt. */
    String target() {
        return target;
    }

    /** Head and body. */
    byte[] bytes() {
        return bytes;
    }

    /** Whether its head is well-formed and announces the body that it has, so that there must be an answer. */
    boolean isHttp() {
        return isHttp;
    }

    /** @param bundle a zip that can be imported */
    static RandomRequest of(Chance chance, byte[] bundle) {
        return switch (chance.upTo(23)) {
            case 0, 1, 2 -> call(chance, "POST", "/api/v1/predictions", "application/json", Bodies.predictions(chance));
            case 3, 4, 5 -> call(chance, "POST", "/api/v1/predictions", "application/x-ndjson", Bodies.lines(chance));
            case 6, 7 -> call(chance, "POST", infer(chance), "application/json", Bodies.tensors(chance));
            case 8, 9, 10 -> binary(chance);
            case 11, 12 ->
                call(
                        chance,
                        "POST",
                        ADMIN + "retrainings",
                        "multipart/form-data; boundary=" + Bodies.BOUNDARY,
                        Bodies.upload(chance));
            case 13, 14 -> call(chance, "POST", ADMIN + "versions", "application/zip", bundle);
            case 15 -> call(chance, "PUT", ADMIN + "champion", "application/json", Bodies.champion(chance));
            case 16 -> call(chance, "POST", "/api/v1/feedback", "application/json", Bodies.correction(chance));
            case 17 -> spoiltHead(chance);
            case 18 -> call(chance, "POST", "/api/v1/explanations", "application/json", Bodies.explanations(chance));
            case 19 -> call(chance, "POST", "/api/v1/traces", "application/json", Bodies.trace(chance));
            case 20 -> call(chance, "POST", "/api/v1/readings", "application/json", Bodies.reading(chance));
            default ->
                call(
                        chance,
                        chance.oneOf("GET", "GET", "GET", "HEAD", "OPTIONS", "DELETE", "PATCH", "TRACE", "BREW"),
                        chance.oneOf(PATHS),
                        "",
                        new byte[0]);
        };
    }

    private static String infer(Chance chance) {
        return "/v2/models/" + chance.oneOf("reviews-en", "reviews-zh", "none")
                + chance.oneOf("", "/versions/1", "/versions/x") + "/infer";
    }

    private static RandomRequest binary(Chance chance) {
        Bodies.Binary body = Bodies.binaryTensors(chance);
        int length = chance.happens(0.1) ? chance.oneOf(0, 1, 9_999, body.headLength() + 1) : body.headLength();
        return call(
                chance,
                "POST",
                infer(chance),
                chance.oneOf("application/octet-stream", "application/json", ""),
                body.joined(),
                "Inference-Header-Content-Length: " + length);
    }

    private static RandomRequest call(
            Chance chance, String method, String path, String type, byte[] plain, String... more) {
        byte[] body = chance.spoilt(plain, 0.35);
        List<String> headers = new ArrayList<>(List.of(more));
        headers.add("Host: " + (chance.happens(0.9) ? "localhost" : chance.oneOf("a_b:80", "[::1]", "x.y", "")));
        headers.add(
                "Authorization: Bearer " + (chance.happens(0.97) ? "correct-horse" : chance.oneOf("x", "a.b.c", "é")));
        String sentType = chance.happens(0.93) ? type : chance.oneOf(TYPES);
        if (!sentType.isEmpty()) {
            headers.add("Content-Type: " + sentType);
        }
        if (chance.happens(0.15)) {
            headers.add("Content-Encoding: " + chance.oneOf("gzip", "gzip", "x-gzip", "br", "gzip, gzip", "identity"));
            body = chance.happens(0.9) ? chance.spoilt(Bodies.gzip(body), 0.3) : body;
        }
        while (chance.happens(0.25)) {
            headers.add(chance.oneOf(HEADERS));
        }
        String query = chance.happens(0.25) ? "?" + chance.oneOf(QUERIES) : "";
        boolean hasBody = plain.length > 0;
        boolean isChunked = hasBody && chance.happens(0.2);
        if (hasBody) {
            headers.add(isChunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length);
        }
        return new RandomRequest(
                path, message(method + " " + path + query, headers, isChunked ? chunked(chance, body) : body), true);
    }

    /** A head in which anything may be wrong. */
    private static RandomRequest spoiltHead(Chance chance) {
        RandomRequest request =
                call(chance, "POST", chance.oneOf(PATHS), "application/json", Bodies.predictions(chance));
        return new RandomRequest(request.target, chance.spoilt(request.bytes, 0.9), false);
    }

    private static byte[] message(String call, List<String> headers, byte[] body) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes((call + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        message.writeBytes(body);
        return message.toByteArray();
    }

    private static byte[] chunked(Chance chance, byte[] body) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int from = 0; from < body.length; ) {
            int length = Math.min(body.length - from, 1 + chance.upTo(2_000));
            chunks.writeBytes(Bodies.bytes(Integer.toHexString(length) + "\r\n"));
            chunks.write(body, from, length);
            chunks.writeBytes(Bodies.bytes("\r\n"));
            from += length;
        }
        chunks.writeBytes(Bodies.bytes("0\r\n\r\n"));
        return chunks.toByteArray();
    }

    /** To be read by people. */
    @Override
    public String toString() {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.length() > 4_000 ? text.substring(0, 4_000) + "…" : text;
    }
}
