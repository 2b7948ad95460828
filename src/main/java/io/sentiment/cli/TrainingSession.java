package io.sentiment.cli;

import io.sentiment.evaluation.BehaviourReport;
import io.sentiment.evaluation.BehaviourSuite;
import io.sentiment.evaluation.DetailedEvaluation;
import io.sentiment.evaluation.PassRate;
import io.sentiment.evaluation.Slices;
import io.sentiment.model.ModelVersion;
import io.sentiment.network.Architecture;
import io.sentiment.network.Dl4jEngine;
import io.sentiment.network.Evaluation;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LabelledText;
import io.sentiment.network.SentimentNetwork;
import io.sentiment.network.Trainer;
import io.sentiment.network.TrainingResult;
import io.sentiment.network.TrainingSettings;
import io.sentiment.text.Encoder;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.Vocabulary;
import io.sentiment.text.VocabularyBuilder;
import io.sentiment.training.Findings;
import io.sentiment.training.LabelledRow;
import io.sentiment.training.LettersByScript;
import io.sentiment.training.NewVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

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
        Vocabulary vocabulary = vocabulary(data, tokenizer, wanted.vocabularySize());
        NewVersion version = version(data, vocabulary);
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
            Findings findings = evaluate(network, encoder, data);
            version.write(command.out, network, result, seconds, findings);
            report.println("Wrote " + command.out + ".");
        }
    }

    private Vocabulary vocabulary(TrainingData data, Tokenizer tokenizer, int maximumSize) {
        VocabularyBuilder words = new VocabularyBuilder();
        data.training().forEach(row -> words.add(tokenizer.tokenize(row.text())));
        // The two reserved ids are of no share.
        int maximumPieces = (int) (command.pieces * (maximumSize - 2));
        return words.build(maximumSize, command.minimumCount, maximumPieces);
    }

    private NewVersion version(TrainingData data, Vocabulary vocabulary) {
        LettersByScript letters = new LettersByScript();
        data.training().forEach(row -> letters.add(row.text()));
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

    private TrainingResult train(
            SentimentNetwork network, Encoder encoder, TrainingData data, Interruption interruption) {
        try (TrainingDisplay display = new TrainingDisplay(report, interruption::isRequested)) {
            return new Trainer(settings, display)
                    .train(network, encode(encoder, data.training()), encode(encoder, data.development()));
        } catch (CancellationException e) {
            throw new CancellationException("Interrupted before the first epoch was finished; nothing was stored.");
        }
    }

    private Findings evaluate(SentimentNetwork network, Encoder encoder, TrainingData data) {
        Dl4jEngine engine = new Dl4jEngine(network);
        SortedMap<String, Evaluation> metrics = new TreeMap<>();
        metrics.put(
                "development", Evaluation.of(engine, encode(encoder, data.development()), NewVersion.EVEN_THRESHOLD));
        SortedMap<String, Slices> slices = new TreeMap<>();
        data.tests().forEach((name, rows) -> {
            DetailedEvaluation details =
                    DetailedEvaluation.of(engine, encode(encoder, rows), NewVersion.EVEN_THRESHOLD);
            metrics.put(name, details.evaluation());
            slices.put(name, details.slices());
        });
        return new Findings(metrics, slices, behaviour(engine, encoder));
    }

    private SortedMap<String, SortedMap<String, PassRate>> behaviour(InferenceEngine engine, Encoder encoder) {
        SortedMap<String, SortedMap<String, PassRate>> behaviour = new TreeMap<>();
        for (BehaviourSuite suite : BehaviourSuite.ofLanguages(command.languages)) {
            BehaviourReport outcome = suite.run(engine, encoder, NewVersion.EVEN_THRESHOLD);
            behaviour.put(suite.name(), outcome.rates());
            report.printf(
                    "Passes %d of the %d pairs of the behavioural suite %s.%n",
                    outcome.rate().passed(), outcome.rate().pairs(), suite.name());
        }
        return behaviour;
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
