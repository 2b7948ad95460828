package io.sentiment.model;

import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.text.Scripts;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which model a text belongs to when the client names none: the one whose champion reads most of its words by their
 * script. Where several read as many, also in a text without letters, the default model among them gets it, otherwise
 * the first by name. Immutable.
 */
public final class ScriptRouting {

    private final List<Reader> readers;

    private ScriptRouting(List<Reader> readers) {
        this.readers = readers;
    }

    /**
     * Between these models.
     *
     * @param champions their manifests, one a model, at least one
     */
    public static ScriptRouting between(Collection<ModelManifest> champions, RoutingProperties properties) {
        return new ScriptRouting(champions.stream()
                .map(champion -> new Reader(champion.model(), Scripts.coveredBy(champion.scripts())))
                .sorted(Comparator.comparing((Reader reader) -> !reader.model().equals(properties.defaultModel()))
                        .thenComparing(Reader::model)) // False comes first.
                .toList());
    }

    /** The model that predicts this text. */
    public String predictorOf(String text) {
        return readers.size() == 1
                ? readers.get(0).model()
                : best(Scripts.of(text)).model();
    }

    /**
     * The model that learns from this text: the one that predicts it, or none where that reads nothing of it although
     * the text has letters.
     */
    public Optional<String> learnerOf(String text) {
        Scripts scripts = Scripts.of(text);
        Reader best = best(scripts);
        boolean reads = scripts.words() == 0 || scripts.words(best.scripts()) > 0;
        return reads ? Optional.of(best.model()) : Optional.empty();
    }

    private Reader best(Scripts text) {
        Reader best = readers.get(0);
        for (Reader reader : readers) {
            if (text.words(reader.scripts()) > text.words(best.scripts())) {
                best = reader;
            }
        }
        return best;
    }

    private record Reader(String model, Set<String> scripts) {}
}
