package io.sentiment.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelVersionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "7", "reviews-en", "a--b", "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-123456789"
            })
    void namesThatFitIntoAUrlAreAllowed(String name) {
        assertThat(new ModelVersion(name, 1).model()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "a-",
                "A",
                "a_b",
                "a.b",
                "a/b",
                "é",
                "a\n",
                "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-1234567890"
            })
    void otherNamesAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelVersion(name, 1))
                .withMessageStartingWith("The model name '" + name + "' is not allowed");
    }
}
