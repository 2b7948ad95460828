package io.sentiment.reading.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.NetworkState;
import io.sentiment.prediction.TinyModels;
import io.sentiment.prediction.web.HttpTest;
import io.sentiment.reading.ReadingState;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Timeout(120)
class ReadingsOverHttpTest extends HttpTest {

    private static final String READINGS = "/api/v1/readings";
    private static final String VERSIONS = "/api/v1/admin/models/reviews-en/versions";

    @TempDir
    Path folder;

    @Test
    void theLastPieceGetsWhatTheWholeTextGets() throws Exception {
        String whole = "a good film and a bad and a &amp; good good film and surprise and a bad film";
        JsonNode expected = json(post(PREDICTIONS, "{\"texts\": [\"" + whole + "\"]}"))
                .path("predictions")
                .get(0);

        JsonNode answer = read(null, "a good film and a ");
        for (String piece : List.of("bad and a &amp; good", "<br>", "good film and surprise and", "a bad film")) {
            answer = read(answer.path("state").asString(), piece);
        }

        JsonNode prediction = answer.path("prediction");
        assertThat(prediction.path("positive").asDouble())
                .isEqualTo(expected.path("positive").asDouble(), within(1e-6));
        for (String same : List.of("label", "model", "version", "tokens", "unknownTokens", "truncated")) {
            assertThat(prediction.path(same)).as(same).isEqualTo(expected.path(same));
        }
    }

    @Test
    void aTextMayBeginWithAPieceThatSaysNothing() throws Exception {
        JsonNode first = read(null, "<p>");
        JsonNode second = read(first.path("state").asString(), "good film");

        assertThat(first.path("prediction").path("tokens").asInt()).isZero();
        assertThat(second.path("prediction").path("positive").asDouble())
                .isEqualTo(
                        read(null, "good film")
                                .path("prediction")
                                .path("positive")
                                .asDouble(),
                        within(1e-6));
    }

    @Test
    void theFirstPieceChoosesTheModelOfTheWholeText() throws Exception {
        JsonNode first = read(null, "很好");
        assertThat(first.path("prediction").path("model").asString()).isEqualTo("reviews-zh");

        JsonNode second = read(first.path("state").asString(), "good");
        assertThat(second.path("prediction").path("model").asString()).isEqualTo("reviews-zh");
    }

    @Test
    void theVersionOfTheFirstPieceReadsOnAlsoWhenAnotherIsChampion() throws Exception {
        JsonNode first = json(reading("a good film", null, "reviews-en", 1));
        assertThat(first.path("prediction").path("version").asInt()).isEqualTo(1);

        JsonNode second = read(first.path("state").asString(), "and a bad film");
        assertThat(second.path("prediction").path("version").asInt()).isEqualTo(1);
    }

    @Test
    void everyRefusalHasATypeOfItsOwn() throws Exception {
        String state = json(reading("a good film", null, "reviews-en", 2))
                .path("state")
                .asString();

        assertPointed(reading(" ", state, null, null), 422, "empty-text", "text");
        assertPointed(reading("good", state.substring(4), null, null), 422, "malformed-state", "state");
        assertPointed(
                reading("good", state.substring(0, state.length() - 30), null, null), 422, "malformed-state", "state");
        char changed = state.charAt(50) == 'x' ? 'y' : 'x';
        assertPointed(
                reading("good", state.substring(0, 50) + changed + state.substring(51), null, null),
                422,
                "changed-state",
                "state");
        String foreign = new SealedStates(() -> new byte[32])
                .seal(new ReadingState(new ModelVersion("reviews-en", 2), 1, 0, 0.5f, new NetworkState(List.of())));
        assertPointed(reading("good", foreign, null, null), 422, "foreign-state", "state");
        assertPointed(reading("good", state, "reviews-zh", null), 422, "state-of-another-version", "model");
        assertPointed(reading("good", state, "reviews-en", 1), 422, "state-of-another-version", "version");
        assertPointed(reading("good", null, null, 1), 422, "version-without-model", "version");
        assertProblem(reading("good", null, "reviews-fr", null), 404, "unknown-model");
        assertProblem(post(READINGS, "{\"text\": \"good\", \"States\": \"\"}"), 400, "unknown-property");
        assertProblem(
                post(READINGS + "?model=reviews-zh", "{\"text\": \"good\", \"model\": \"reviews-en\"}"),
                400,
                "bad-request");
        assertThat(reading("good", state, "reviews-en", 2).statusCode()).isEqualTo(200);
    }

    @Test
    void aVersionThatIsGoneIsAConflict() throws Exception {
        int version = imported(false);
        String state = json(reading("a good film", null, "reviews-en", version))
                .path("state")
                .asString();
        send(request(VERSIONS + "/" + version, "Authorization", "Bearer correct-horse")
                .DELETE());

        JsonNode problem = assertPointed(reading("good", state, null, null), 409, "version-gone", "state");
        assertThat(problem.path("detail").asString())
                .isEqualTo("The state belongs to version " + version
                        + " of the model 'reviews-en', which is gone: read the text from its beginning.");
    }

    @Test
    void aNetworkThatReadsBackwardsTooCarriesNoState() throws Exception {
        int version = imported(true);

        assertPointed(reading("a good film", null, "reviews-en", version), 422, "stateless-model", "model");
    }

    private int imported(boolean bidirectional) throws Exception {
        TinyModels.write(folder, "reviews-en", 1, "en", "Latn", "a good and a bad film", bidirectional);
        HttpResponse<String> answer =
                send(request(VERSIONS, "Authorization", "Bearer correct-horse", "Content-Type", "application/zip")
                        .POST(BodyPublishers.ofByteArray(TinyModels.zip(folder.resolve("reviews-en-1")))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).path("version").asInt();
    }

    private JsonNode read(@Nullable String state, String piece) throws Exception {
        HttpResponse<String> answer = reading(piece, state, null, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private HttpResponse<String> reading(
            String text, @Nullable String state, @Nullable String model, @Nullable Integer version) throws Exception {
        ObjectNode request = JsonMapper.shared().createObjectNode().put("text", text);
        if (state != null) {
            request.put("state", state);
        }
        if (model != null) {
            request.put("model", model);
        }
        if (version != null) {
            request.put("version", version);
        }
        return post(READINGS, request.toString());
    }

    private static JsonNode assertPointed(HttpResponse<String> answer, int status, String type, String pointer) {
        JsonNode problem = assertProblem(answer, status, type);
        assertThat(problem.path("pointer").asString()).isEqualTo(pointer);
        return problem;
    }
}
