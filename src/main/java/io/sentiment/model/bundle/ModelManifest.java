package io.sentiment.model.bundle;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.sentiment.evaluation.PassRate;
import io.sentiment.network.Architecture;
import io.sentiment.network.Evaluation;
import io.sentiment.storage.Checksum;
import io.sentiment.text.TokenizerSettings;
import java.time.Instant;
import java.util.Collections;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code manifest.json} says about a version. Immutable.
 *
 * @param formatVersion of the bundle, {@value #FORMAT_VERSION}
 * @param model the model's name
 * @param version the version's number, from 1
 * @param created when the version was trained
 * @param languages that it was trained for, as BCP 47 tags such as {@code en} or {@code zh-Hans}
 * @param scripts that it reads, as ISO 15924 codes such as {@code Latn} or {@code Hani}
 * @param architecture the network's shape
 * @param tokenizer what cut the training texts into tokens
 * @param threshold probability, inside (0, 1), from which a text is called positive
 * @param training how it was trained
 * @param dataSets what it was trained and measured on
 * @param metrics by the name of the evaluation set
 * @param behaviour pass rates by the name of the behavioural suite, then by capability; empty where none was run
 * @param uncertain the probabilities at which it is not sure, or null where nothing is known of that
 * @param files SHA-256 of the other files by their names; empty until the bundle is written
 */
public record ModelManifest(
        int formatVersion,
        String model,
        int version,
        Instant created,
        List<String> languages,
        List<String> scripts,
        Architecture architecture,
        TokenizerSettings tokenizer,
        double threshold,
        TrainingRun training,
        List<UsedDataSet> dataSets,
        SortedMap<String, Evaluation> metrics,
        SortedMap<String, SortedMap<String, PassRate>> behaviour,
        // What was written by earlier releases has none.
        @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        UncertainBand uncertain,

        SortedMap<String, String> files) {

    /** The format of the bundles that this program writes and reads. */
    public static final int FORMAT_VERSION = 1;

    private static final Pattern SCRIPT = Pattern.compile("[A-Z][a-z]{3}");

    /** @throws IllegalArgumentException if a value is out of its range; the message names it */
    public ModelManifest {
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "The format version must be " + FORMAT_VERSION + ", but is " + formatVersion + ".");
        }
        new ModelVersion(model, version);
        languages = List.copyOf(languages);
        scripts = List.copyOf(scripts);
        dataSets = List.copyOf(dataSets);
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        behaviour = copied(behaviour);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        requireLanguages(languages);
        requireScripts(scripts);
        if (!(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException("threshold must be above 0 and below 1, but is " + threshold + ".");
        }
        files.forEach((name, sha256) -> Checksum.requireHex(sha256, "file " + name));
    }

    /** Model and version in one. */
    public ModelVersion modelVersion() {
        return new ModelVersion(model, version);
    }

    /** This manifest under another number. */
    public ModelManifest withVersion(int number) {
        return with(number, files);
    }

    /** This manifest with the checksums of the files that were written. */
    ModelManifest withFiles(Map<String, String> checksums) {
        return with(version, new TreeMap<>(checksums));
    }

    private ModelManifest with(int number, SortedMap<String, String> checksums) {
        return new ModelManifest(
                formatVersion,
                model,
                number,
                created,
                languages,
                scripts,
                architecture,
                tokenizer,
                threshold,
                training,
                dataSets,
                metrics,
                behaviour,
                uncertain,
                checksums);
    }

    private static SortedMap<String, SortedMap<String, PassRate>> copied(
            SortedMap<String, SortedMap<String, PassRate>> behaviour) {
        SortedMap<String, SortedMap<String, PassRate>> copy = new TreeMap<>();
        behaviour.forEach((suite, rates) -> copy.put(suite, Collections.unmodifiableSortedMap(new TreeMap<>(rates))));
        return Collections.unmodifiableSortedMap(copy);
    }

    private static void requireLanguages(List<String> languages) {
        if (languages.isEmpty()) {
            throw new IllegalArgumentException("A model needs at least one language.");
        }
        for (String language : languages) {
            try {
                new Locale.Builder().setLanguageTag(language);
            } catch (IllformedLocaleException e) {
                throw new IllegalArgumentException("The language '" + language + "' is no BCP 47 tag.", e);
            }
        }
    }

    private static void requireScripts(List<String> scripts) {
        if (scripts.isEmpty()) {
            throw new IllegalArgumentException("A model needs at least one script.");
        }
        for (String script : scripts) {
            if (!SCRIPT.matcher(script).matches()) {
                throw new IllegalArgumentException("The script '" + script + "' is no ISO 15924 code, such as Latn.");
            }
        }
    }
}
