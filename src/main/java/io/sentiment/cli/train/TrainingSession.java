package io.sentiment.cli.train;

import io.sentiment.evaluation.BehaviourReport;
import io.sentiment.evaluation.BehaviourSuite;
import io.sentiment.evaluation.DetailedEvaluation;
import io.sentiment.evaluation.PassRate;
import io.sentiment.evaluation.Slices;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.card.Findings;
import io.sentiment.model.card.NewVersion;
import io.sentiment.network.Architecture;
import io.sentiment.network.Evaluation;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LabelledText;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.pretraining.StageResults;
import io.sentiment.network.training.TemperatureScaling;
import io.sentiment.network.training.Trainer;
import io.sentiment.network.training.TrainingCheckpoints;
import io.sentiment.network.training.TrainingResult;
import io.sentiment.network.training.TrainingTexts;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.text.Encoder;
import io.sentiment.text.Scripts;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.Vocabulary;
import io.sentiment.training.checkpoint.CheckpointFolder;
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
import java.util.stream.Stream;
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
        Teachers teachers = command.pretraining.teachers();
        TrainingData data = TrainingData.read(command, settings.seed(), report);
        Tokenizer tokenizer = new Tokenizer();
        Architecture wanted = command.architecture.architecture();
        PretrainingData unlabelled = new PretrainingData(data, command.pretraining.unlabelled(), tokenizer, report);
        Vocabulary vocabulary = unlabelled.vocabulary(wanted.vocabularySize(), command.minimumCount, command.pieces);
        NewVersion version = version(data, unlabelled, vocabulary);
        Architecture architecture = wanted.withVocabularySize(vocabulary.size());
        report.printf(
                "%d training rows, %d development rows, %d tokens in the vocabulary, %d parameters.%n",
                data.allTraining().size(), data.developmentRows(), vocabulary.size(), architecture.parameters());
        Encoder encoder = new Encoder(tokenizer, vocabulary, architecture.maximumLength());
        CheckpointFolder checkpoints = command.checkpoints.open(
                List.of(commandLine(), settings, architecture, data.files(), unlabelled.files(), teachers.checksums()));
        try (Interruption interruption = new Interruption();
                SentimentNetwork network = SentimentNetwork.create(architecture, settings)) {
            Instant start = Instant.now();
            StageResults stages = checkpoints == null ? StageResults.NONE : checkpoints.stages();
            new PretrainingSession(command.pretraining.stages(settings.seed()), stages, report)
                    .run(network, unlabelled, vocabulary, interruption);
            TrainingTexts texts = texts(encoder, data, teachers.label(unlabelled, encoder, report));
            TrainingResult result = train(network, texts, interruption, checkpoints);
            if (command.selection.calibrates(data.developmentRows())) {
                result = calibrate(network, texts, result);
            }
            double seconds = checkpoints == null
                    ? Duration.between(start, Instant.now()).toMillis() / 1000.0
                    : checkpoints.seconds();
            Findings findings = evaluate(network, encoder, data, texts);
            version.write(command.out, network, result, seconds, findings);
            report.println("Wrote " + command.out + ".");
            if (checkpoints != null) {
                checkpoints.delete();
            }
        }
    }

    private NewVersion version(TrainingData data, PretrainingData unlabelled, Vocabulary vocabulary) {
        Scripts scripts = new Scripts();
        data.allTraining().forEach(row -> scripts.add(row.text()));
        if (scripts.main().isEmpty()) {
            throw new UnusableDataException("The training texts hold no letters.");
        }
        return new NewVersion(
                new ModelVersion(command.name, command.version),
                command.languages,
                scripts.main(),
                vocabulary,
                NewVersion.EVEN_THRESHOLD,
                settings,
                Stream.concat(data.files().stream(), unlabelled.files().stream())
                        .toList(),
                commandLine());
    }

    private static TrainingTexts texts(Encoder encoder, TrainingData data, List<LabelledText> taught) {
        Map<String, List<LabelledText>> development = new LinkedHashMap<>();
        data.development().forEach((name, rows) -> development.put(name, encode(encoder, rows)));
        Stream<List<LabelledText>> training = data.training().stream().map(rows -> encode(encoder, rows));
        return new TrainingTexts(Stream.concat(training, Stream.of(taught)).toList(), development);
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

    private Findings evaluate(SentimentNetwork network, Encoder encoder, TrainingData data, TrainingTexts texts) {
        Dl4jEngine engine = new Dl4jEngine(network);
        Map<String, Evaluation> development = new TreeMap<>();
        texts.development().forEach((name, set) -> development.put(name, evaluate(engine, set)));
        SortedMap<String, Evaluation> metrics = new TreeMap<>();
        if (development.size() > 1) {
            metrics.putAll(development);
        }
        metrics.put("development", Evaluation.mean(development.values()));
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
