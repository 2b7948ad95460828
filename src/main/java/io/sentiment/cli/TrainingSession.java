package io.sentiment.cli;

import io.sentiment.model.ModelVersion;
import io.sentiment.network.Architecture;
import io.sentiment.network.Dl4jEngine;
import io.sentiment.network.Evaluation;
import io.sentiment.network.LabelledText;
import io.sentiment.network.SentimentNetwork;
import io.sentiment.network.TemperatureScaling;
import io.sentiment.network.Trainer;
import io.sentiment.network.TrainingCheckpoints;
import io.sentiment.network.TrainingResult;
import io.sentiment.network.TrainingSettings;
import io.sentiment.network.TrainingTexts;
import io.sentiment.text.Encoder;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.Vocabulary;
import io.sentiment.training.CheckpointFolder;
import io.sentiment.training.LabelledRow;
import io.sentiment.training.LettersByScript;
import io.sentiment.training.NewVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** From labelled files to a bundle. */
final class TrainingSession {

    private final TrainCommand command;
    private final TrainingSettings settings;
    private final PrintWriter report;

    TrainingSession(TrainCommand command) {
        this.command = command;
        this.settings = command.training.settings();
        this.report = command.spec.commandLine().getErr();
    }

    void run() throws IOException {
        TrainingData data = TrainingData.read(command, settings.seed(), report);
        Tokenizer tokenizer = new Tokenizer();
        Architecture wanted = command.architecture.architecture();
        Vocabulary vocabulary = Vocabulary.ofMostFrequent(
                () -> data.allTraining().stream()
                        .map(row -> tokenizer.tokenize(row.text()))
                        .iterator(),
                wanted.vocabularySize(),
                command.minimumCount);
        NewVersion version = version(data, vocabulary);
        Architecture architecture = wanted.withVocabularySize(vocabulary.size());
        report.printf(
                "%d training rows, %d development rows, %d tokens in the vocabulary, %d parameters.%n",
                data.allTraining().size(), data.developmentRows(), vocabulary.size(), architecture.parameters());
        Encoder encoder = new Encoder(tokenizer, vocabulary, architecture.maximumLength());
        CheckpointFolder checkpoints =
                command.checkpoints.open(List.of(commandLine(), settings, architecture, data.files()));
        try (Interruption interruption = new Interruption();
                SentimentNetwork network = SentimentNetwork.create(architecture, settings)) {
            Instant start = Instant.now();
            TrainingTexts texts = texts(encoder, data);
            TrainingResult result = train(network, texts, interruption, checkpoints);
            if (command.selection.calibrates(data.developmentRows())) {
                result = calibrate(network, texts, result);
            }
            double seconds = checkpoints == null
                    ? Duration.between(start, Instant.now()).toMillis() / 1000.0
                    : checkpoints.seconds();
            SortedMap<String, Evaluation> metrics = evaluate(network, encoder, data, texts);
            version.write(command.out, network, result, seconds, metrics);
            report.println("Wrote " + command.out + ".");
            if (checkpoints != null) {
                checkpoints.delete();
            }
        }
    }

    private NewVersion version(TrainingData data, Vocabulary vocabulary) {
        LettersByScript letters = new LettersByScript();
        data.allTraining().forEach(row -> letters.add(row.text()));
        return new NewVersion(
                new ModelVersion(command.name, command.version),
                command.languages,
                letters.mainScripts(),
                vocabulary,
                NewVersion.EVEN_THRESHOLD,
                settings,
                data.files(),
                commandLine());
    }

    private static TrainingTexts texts(Encoder encoder, TrainingData data) {
        Map<String, List<LabelledText>> development = new LinkedHashMap<>();
        data.development().forEach((name, rows) -> development.put(name, encode(encoder, rows)));
        return new TrainingTexts(
                data.training().stream().map(rows -> encode(encoder, rows)).toList(), development);
    }

    private TrainingResult train(
            SentimentNetwork network,
            TrainingTexts texts,
            Interruption interruption,
            @Nullable CheckpointFolder checkpoints) {
        TrainingResult result;
        try (TrainingDisplay display = new TrainingDisplay(report, interruption::isRequested)) {
            result = new Trainer(settings, display, checkpoints == null ? TrainingCheckpoints.NONE : checkpoints)
                    .train(network, texts);
        } catch (CancellationException e) {
            throw new CancellationException("Interrupted before the first epoch was finished; nothing was stored.");
        }
        if (checkpoints != null && result.cancelled()) {
            throw new CancellationException(
                    "Interrupted behind epoch " + result.epochs().size() + "; the same command goes on from there.");
        }
        return result;
    }

    private TrainingResult calibrate(SentimentNetwork network, TrainingTexts texts, TrainingResult result) {
        double temperature = TemperatureScaling.calibrate(network, texts.development());
        report.printf(
                Locale.ROOT,
                "Calibrated: the log odds of all answers are divided by %.3f, as the development rows say.%n",
                temperature);
        return result.withTemperature(temperature);
    }

    private static SortedMap<String, Evaluation> evaluate(
            SentimentNetwork network, Encoder encoder, TrainingData data, TrainingTexts texts) {
        Dl4jEngine engine = new Dl4jEngine(network);
        Map<String, Evaluation> development = new TreeMap<>();
        texts.development().forEach((name, set) -> development.put(name, evaluate(engine, set)));
        SortedMap<String, Evaluation> metrics = new TreeMap<>();
        if (development.size() > 1) {
            metrics.putAll(development);
        }
        metrics.put("development", Evaluation.mean(development.values()));
        data.tests().forEach((name, rows) -> metrics.put(name, evaluate(engine, encode(encoder, rows))));
        return metrics;
    }

    private static Evaluation evaluate(Dl4jEngine engine, List<LabelledText> texts) {
        return Evaluation.of(engine, texts, NewVersion.EVEN_THRESHOLD);
    }

    private static List<LabelledText> encode(Encoder encoder, List<LabelledRow> rows) {
        return rows.stream()
                .map(row -> new LabelledText(encoder.encode(row.text()), row.positive()))
                .toList();
    }

    private String commandLine() {
        return "java -jar target/sentiment-service.jar "
                + String.join(" ", command.spec.commandLine().getParseResult().originalArgs());
    }
}
