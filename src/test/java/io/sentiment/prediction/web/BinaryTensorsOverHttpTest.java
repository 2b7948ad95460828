package io.sentiment.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The extension {@code binary_tensor_data} of the Open Inference Protocol. */
class BinaryTensorsOverHttpTest extends HttpTest {

    private static final String INFER = "/v2/models/reviews-en/infer";
    private static final String LENGTH = "Inference-Header-Content-Length";

    @Test
    void theServerNamesTheExtension() throws Exception {
        assertThat(json(get("/v2")).path("extensions").toString()).isEqualTo("[\"binary_tensor_data\"]");
    }

    /** As Triton's clients ask when nobody tells them otherwise: without a content type, all outputs binary. */
    @Test
    void binaryTextsGetBinaryAnswersEqualToThoseInJson() throws Exception {
        byte[] tensor = tensor("A good film", "bad");
        HttpResponse<byte[]> response =
                infer(head("[2]", tensor.length, ", \"parameters\": {\"binary_data_output\": true}"), tensor);
        JsonNode predictions = json(post(PREDICTIONS, """
                {"texts": ["A good film", "bad"], "model": "reviews-en"}""")).path("predictions");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        JsonNode head = head(response);
        assertThat(head.path("model_name").asString()).isEqualTo("reviews-en");
        JsonNode positive = head.path("outputs").get(0);
        JsonNode label = head.path("outputs").get(1);
        assertThat(positive.toString())
                .isEqualTo("{\"name\":\"positive\",\"datatype\":\"FP32\",\"shape\":[2],"
                        + "\"parameters\":{\"binary_data_size\":8}}");
        String first = predictions.get(0).path("label").asString();
        String second = predictions.get(1).path("label").asString();
        assertThat(label.path("parameters").path("binary_data_size").asInt())
                .isEqualTo(8 + first.length() + second.length());
        ByteBuffer binary = binary(response);
        assertThat(binary.getFloat())
                .isEqualTo((float) predictions.get(0).path("positive").asDouble());
        assertThat(binary.getFloat())
                .isEqualTo((float) predictions.get(1).path("positive").asDouble());
        assertThat(text(binary)).isEqualTo(first);
        assertThat(text(binary)).isEqualTo(second);
        assertThat(binary.remaining()).isZero();
        assertThat(response.headers().firstValue("Content-Length")).hasValue(String.valueOf(response.body().length));
    }

    @Test
    void withoutAWordAboutOutputsTheyAreJson() throws Exception {
        byte[] tensor = tensor("film");
        HttpResponse<byte[]> response = infer(head("[1]", tensor.length, ""), tensor);

        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.headers().firstValue(LENGTH)).isEmpty();
        JsonNode outputs = JsonMapper.shared().readTree(response.body()).path("outputs");
        assertThat(outputs.get(0).propertyNames()).containsExactly("name", "datatype", "shape", "data");
    }

    @Test
    void eachOutputHasTheFormThatIsWantedOfIt() throws Exception {
        byte[] tensor = tensor("film");
        HttpResponse<byte[]> response = infer(
                head(
                        "[1]",
                        tensor.length,
                        ", \"parameters\": {\"binary_data_output\": true}, \"outputs\": [{\"name\": \"label\"},"
                                + " {\"name\": \"positive\", \"parameters\": {\"binary_data\": false}}]"),
                tensor);

        JsonNode outputs = head(response).path("outputs");
        assertThat(outputs.get(0).path("name").asString()).isEqualTo("label");
        assertThat(outputs.get(0).has("data")).isFalse();
        assertThat(outputs.get(1).path("data").size()).isEqualTo(1);
        assertThat(text(binary(response))).isIn("positive", "negative");
    }

    @Test
    void textsInJsonCanHaveABinaryAnswer() throws Exception {
        HttpResponse<byte[]> response = send(INFER, "application/json", null, """
                {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["film"]}],
                 "outputs": [{"name": "positive", "parameters": {"binary_data": true}}]}""".getBytes(StandardCharsets.UTF_8));

        assertThat(head(response).path("outputs").size()).isEqualTo(1);
        assertThat(binary(response).getFloat()).isBetween(0f, 1f);
    }

    @Test
    void jsonWithoutAContentTypeIsTakenFromTritonsClients() throws Exception {
        HttpResponse<byte[]> response = send(INFER, null, null, """
                {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["film"]}]}""".getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "application/json"})
    void theContentTypeMayNameEitherPart(String type) throws Exception {
        byte[] tensor = tensor("房间很好", "e");
        String head = head("[1, 2]", tensor.length, "");
        HttpResponse<byte[]> response = send(INFER, type, "" + head.length(), joined(head, tensor));

        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
    }

    @Test
    void aBodyWithoutJsonIsOneTextAndItsAnswerIsBinary() throws Exception {
        HttpResponse<byte[]> response = send(
                "/v2/models/reviews-en/versions/1/infer",
                "application/octet-stream",
                "0",
                "A good film".getBytes(StandardCharsets.UTF_8));

        JsonNode head = head(response);
        assertThat(head.path("model_version").asString()).isEqualTo("1");
        assertThat(head.path("outputs").get(0).path("shape").toString()).isEqualTo("[1]");
        assertThat(binary(response).getFloat()).isBetween(0f, 1f);
    }

    @Test
    void aPackedRequestIsUnpackedFirst() throws Exception {
        byte[] tensor = tensor("film");
        String head = head("[1]", tensor.length, "");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(joined(head, tensor));
        }
        HttpResponse<String> response =
                send(request(INFER, "Content-Encoding", "gzip", LENGTH, Integer.toString(head.length()))
                        .POST(BodyPublishers.ofByteArray(packed.toByteArray())));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // What follows the JSON, in hexadecimal | shape | what is said
                "05000000 61 62 | [1] | text[0]: the element has a length of 5 bytes, but only 2 are left",
                "01000000 61 05000000 61 | [2] | text[1]: the element has a length of 5 bytes, but only 1 are left",
                "ffffffff 61 | [1] | text[0]: the element has a length of 4294967295 bytes",
                "01000000 61 0100 | [2] | text[1]: the tensor ends within the 4 bytes that give the length",
                "01000000 61 | [2] | The shape of the input 'text' has room for 2 texts, but its data has 1.",
                "01000000 61 01000000 62 | [1] | has room for 1 texts, but its data has 2.",
                "01000000 61 02000000 c328 | [2] | text[1]: the element is not UTF-8",
                "03000000 eda080 | [1] | text[0]: the element is not UTF-8",
                "00000000 | [1] | text[0]: The text is empty.",
                "'' | [0] | The input 'text' has no data."
            })
    void tensorsThatAreNoTextsAreRefusedWithTheirElement(String hex, String shape, String said) throws Exception {
        byte[] tensor = bytes(hex);

        assertRefused(infer(head(shape, tensor.length, ""), tensor), said);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 9, -8, 9_223_372_036_854_775_807L})
    void aSizeThatDoesNotFitTheBodyIsRefused(long size) throws Exception {
        assertRefused(
                infer(head("[1]", size, ""), tensor("film")),
                "The input 'text' has a binary_data_size of " + size + " bytes, but 8 bytes follow the JSON");
    }

    @Test
    void bytesThatNobodyDescribesAreRefused() throws Exception {
        assertRefused(
                infer(
                        "{\"inputs\": [{\"name\": \"text\", \"shape\": [1], \"datatype\": \"BYTES\", \"data\": [\"a\"]}]}",
                        tensor("film")),
                "binary_data_size of 0 bytes, but 8 bytes follow");
    }

    @Test
    void dataInBothPlacesAreRefused() throws Exception {
        assertRefused(
                infer(
                        "{\"inputs\": [{\"name\": \"text\", \"shape\": [1], \"datatype\": \"BYTES\", \"data\": [\"a\"],"
                                + " \"parameters\": {\"binary_data_size\": 8}}]}",
                        tensor("film")),
                "has both data and a binary_data_size");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1000 | says that the JSON has 1000 bytes, but the whole body has",
                "-1 | The header Inference-Header-Content-Length is no number of bytes.",
                "ten | The header Inference-Header-Content-Length is no number of bytes.",
                "5 | The body is not well-formed JSON",
                "99999999999999999999999 | The header Inference-Header-Content-Length is no number of bytes."
            })
    void aHeaderThatDoesNotFitTheBodyIsRefused(String length, String said) throws Exception {
        byte[] tensor = tensor("film");

        assertRefused(
                send(INFER, "application/octet-stream", length, joined(head("[1]", tensor.length, ""), tensor)), said);
    }

    @Test
    void binaryDataWithoutTheHeaderAreRefused() throws Exception {
        byte[] tensor = tensor("film");

        assertRefused(
                send(INFER, "application/octet-stream", null, joined(head("[1]", tensor.length, ""), tensor)),
                "not well-formed JSON");
        assertRefused(
                send(
                        INFER,
                        "application/json",
                        null,
                        head("[1]", tensor.length, "").getBytes(StandardCharsets.UTF_8)),
                "binary_data_size of 8 bytes, but 0 bytes follow the JSON (see the header " + LENGTH + ")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"parameters\": {\"binary_data_output\": \"yes\"} | binary_data_output",
                "\"outputs\": [{\"name\": \"label\", \"parameters\": {\"binary_data\": 1}}] | outputs[0].parameters.binary_data"
            })
    void whatIsNeitherTrueNorFalseIsRefused(String property, String said) throws Exception {
        byte[] tensor = tensor("film");

        assertRefused(infer(head("[1]", tensor.length, ", " + property), tensor), said);
    }

    private static void assertRefused(HttpResponse<byte[]> response, String said) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.statusCode()).as(body).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(JsonMapper.shared().readTree(body).path("error").asString()).contains(said);
    }

    private static String head(String shape, long size, String more) {
        return "{\"inputs\": [{\"name\": \"text\", \"shape\": " + shape + ", \"datatype\": \"BYTES\","
                + " \"parameters\": {\"binary_data_size\": " + size + "}}]" + more + "}";
    }

    private HttpResponse<byte[]> infer(String head, byte[] tensor) throws IOException, InterruptedException {
        return send(INFER, null, Integer.toString(head.length()), joined(head, tensor));
    }

    private HttpResponse<byte[]> send(String path, @Nullable String type, @Nullable String jsonLength, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofByteArray(body));
        if (type != null) {
            request.setHeader("Content-Type", type);
        }
        if (jsonLength != null) {
            request.setHeader(LENGTH, jsonLength);
        }
        return download(request);
    }

    private static JsonNode head(HttpResponse<byte[]> response) {
        String body = new String(response.body(), StandardCharsets.ISO_8859_1);
        assertThat(response.statusCode()).as(body).isEqualTo(200);
        return JsonMapper.shared().readTree(body.substring(0, jsonLength(response)));
    }

    private static ByteBuffer binary(HttpResponse<byte[]> response) {
        int head = jsonLength(response);
        return ByteBuffer.wrap(response.body(), head, response.body().length - head)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int jsonLength(HttpResponse<byte[]> response) {
        return Integer.parseInt(response.headers().firstValue(LENGTH).orElseThrow());
    }

    private static String text(ByteBuffer binary) {
        byte[] bytes = new byte[binary.getInt()];
        binary.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] tensor(String... texts) {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            tensor.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(bytes.length)
                    .array());
            tensor.writeBytes(bytes);
        }
        return tensor.toByteArray();
    }

    private static byte[] joined(String head, byte[] tensor) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(tensor);
        return body.toByteArray();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
