package io.sentiment.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class ArchitectureTest {

    /** As strict as whoever reads a manifest. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .changeDefaultNullHandling(nulls -> JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
            .build();

    private static final Architecture LAST = new Architecture(40, 5, Cell.LSTM, 7, 2, true, 9, 0.5);
    private static final String BEFORE_POOLING = """
            {"vocabularySize": 40, "embeddingSize": 5, "cell": "lstm", "hiddenSize": 7, "layers": 2,
             "bidirectional": true, "maximumLength": 9, "dropout": 0.5}""";

    @Test
    void everyPoolingComesBackFromJson() {
        for (Pooling pooling : Pooling.values()) {
            Architecture architecture = new Architecture(40, 5, Cell.LSTM, 7, 2, true, pooling, 9, 0.5);
            String json = JSON.writeValueAsString(architecture);
            assertThat(json).contains("\"pooling\":\"" + pooling.label() + "\"");
            assertThat(JSON.readValue(json, Architecture.class)).isEqualTo(architecture);
        }
    }

    @Test
    void whatWasWrittenBeforeThereWasPoolingHasTheLastState() {
        assertThat(LAST.pooling()).isEqualTo(Pooling.LAST);
        assertThat(JSON.readValue(BEFORE_POOLING, Architecture.class)).isEqualTo(LAST);
        assertThat(JsonMapper.shared().readValue(BEFORE_POOLING, Architecture.class))
                .isEqualTo(LAST);
    }

    @Test
    void anotherPropertyMustNotBeMissingNorAPoolingUnknown() {
        assertThatThrownBy(() -> JSON.readValue(BEFORE_POOLING.replace("\"cell\": \"lstm\",", ""), Architecture.class))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("Missing creator property 'cell'");
        assertThatThrownBy(() -> JSON.readValue(
                        BEFORE_POOLING.replace("\"layers\"", "\"pooling\": \"median\", \"layers\""),
                        Architecture.class))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("Unknown pooling 'median': use one of last, mean, max.");
    }
}
