package io.sentiment.prediction;

import io.sentiment.model.ModelRegistry;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.bundle.ModelBundle;
import java.lang.Character.UnicodeScript;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Gives a text to the champion that reads most of its words by their script. Where several read as many, also in a text
 * without letters, the default model among them gets it, otherwise the first by name. Immutable: made anew for each
 * request from the champions of that moment, so that a promotion does not split a request.
 */
final class ScriptRouting {

    private final List<Reader> readers;

    private ScriptRouting(List<Reader> readers) {
        this.readers = readers;
    }

    /** @throws UnknownModelException if there is no model of the default's name */
    static ScriptRouting of(ModelRegistry registry, RoutingProperties properties) {
        String preferred = properties.defaultModel() == null
                ? ""
                : registry.champion(properties.defaultModel()).version().model();
        return new ScriptRouting(registry.models().stream()
                .sorted(Comparator.comparing((String model) -> !model.equals(preferred))) // Stable: false comes first.
                .map(registry::champion)
                .map(champion -> new Reader(
                        champion, ScriptCode.scripts(champion.manifest().scripts())))
                .toList());
    }

    /** The version that predicts this text. */
    ModelBundle route(String text) {
        if (readers.size() == 1) {
            return readers.get(0).bundle();
        }
        ScriptWeights weights = ScriptWeights.of(text);
        Reader best = readers.get(0);
        for (Reader reader : readers) {
            if (weights.in(reader.scripts()) > weights.in(best.scripts())) {
                best = reader;
            }
        }
        return best.bundle();
    }

    private record Reader(ModelBundle bundle, Set<UnicodeScript> scripts) {}
}
