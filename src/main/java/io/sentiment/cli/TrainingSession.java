package io.sentiment.cli;

import io.sentiment.model.ModelBundle;
import io.sentiment.model.ModelManifest;
import io.sentiment.model.TrainingRun;
import io.sentiment.network.Architecture;
import io.sentiment.network.Dl4jEngine;
import io.sentiment.network.Evaluation;
import io.sentiment.network.LabelledText;
import io.sentiment.network.SentimentNetwork;
import io.sentiment.network.Trainer;
import io.sentiment.network.TrainingResult;
import io.sentiment.network.TrainingSettings;
import io.sentiment.text.Encoder;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.TokenizerSettings;
import io.sentiment.text.Vocabulary;
import io.sentiment.training.LabelledRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/** From labelled files to a bundle. */
final class TrainingSession {

    private static final double THRESHOLD = 0.5;

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
                () -> data.training().stream()
                        .map(row -> tokenizer.tokenize(row.text()))
                        .iterator(),
                wanted.vocabularySize(),
                command.minimumCount);
        Architecture architecture = wanted.withVocabularySize(vocabulary.size());
        report.printf(
                "%d training rows, %d development rows, %d tokens in the vocabulary, %d parameters.%n",
                data.training().size(), data.development().size(), vocabulary.size(), architecture.parameters());
        Encoder encoder = new Encoder(tokenizer, vocabulary, architecture.maximumLength());
        try (Interruption interruption = new Interruption();
                SentimentNetwork network = SentimentNetwork.create(architecture, settings)) {
            Instant start = Instant.now();
            TrainingResult result = train(network, encoder, data, interruption);
            double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
            SortedMap<String, Evaluation> metrics = evaluate(network, encoder, data);
            ModelManifest manifest = new ModelManifest(
                    ModelManifest.FORMAT_VERSION,
                    command.name,
                    command.version,
                    Instant.now().truncatedTo(ChronoUnit.SECONDS),
                    command.languages,
                    LettersByScript.mainScripts(data.training()),
                    architecture,
                    TokenizerSettings.current(),
                    THRESHOLD,
                    new TrainingRun(
                            settings, result.epochs().size(), result.best().epoch(), seconds, commandLine()),
                    data.files(),
                    metrics,
                    new TreeMap<>());
            ModelBundle.write(command.out, manifest, network, vocabulary, ModelCard.of(manifest));
            report.println("Wrote " + command.out + ".");
        }
    }

    private TrainingResult train(
            SentimentNetwork network, Encoder encoder, TrainingData data, Interruption interruption) {
        try (TrainingDisplay display = new TrainingDisplay(report, interruption::isRequested)) {
            return new Trainer(settings, display)
                    .train(network, encode(encoder, data.training()), encode(encoder, data.development()));
        } catch (CancellationException e) {
            throw new CancellationException("Interrupted before the first epoch was finished; nothing was stored.");
        }
    }

    private static SortedMap<String, Evaluation> evaluate(
            SentimentNetwork network, Encoder encoder, TrainingData data) {
        Dl4jEngine engine = new Dl4jEngine(network);
        SortedMap<String, Evaluation> metrics = new TreeMap<>();
        metrics.put("development", Evaluation.of(engine, encode(encoder, data.development()), THRESHOLD));
        data.tests()
                .forEach((name, rows) -> metrics.put(name, Evaluation.of(engine, encode(encoder, rows), THRESHOLD)));
        return metrics;
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
