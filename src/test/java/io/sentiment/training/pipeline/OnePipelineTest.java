package io.sentiment.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.cli.Reviews;
import io.sentiment.cli.Terminal;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.engines.TrainingDevice;
import io.sentiment.training.gate.GateSettings;
import io.sentiment.training.process.OrderFolder;
import io.sentiment.training.process.OrderedTraining;
import io.sentiment.training.process.TrainingOrder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The command {@code train} and the training process of a retraining, on the same rows with the same settings. */
class OnePipelineTest {

    @TempDir
    Path temporary;

    @Test
    void theCommandAndAnOrderMakeTheSameNetwork() throws IOException {
        Path training = Reviews.write(temporary.resolve("training.tsv"), 300, 1);
        Path development = Reviews.write(temporary.resolve("development.tsv"), 60, 2);
        Path bundle = temporary.resolve("bundle");
        Terminal terminal = new Terminal();
        assertThat(terminal.train(training, bundle, "--dev", development, "--vocabulary-size", 200))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.err()).contains("300 training rows, 60 development rows");
        ModelBundle commanded = ModelBundle.open(bundle);

        OrderFolder folder = new OrderFolder(temporary.resolve("order"));
        folder.writeOrder(order(commanded.manifest()));
        copy(training, folder.training());
        copy(development, folder.development());
        copy(development, folder.heldOut("upload"));
        new OrderedTraining(folder, event -> {}, TrainingDevice.of("cpu", TrainingDevice.AUTO)).run();
        ModelBundle ordered = ModelBundle.open(folder.bundle());

        assertThat(ordered.manifest().architecture())
                .isEqualTo(commanded.manifest().architecture());
        assertThat(ordered.manifest().scripts()).isEqualTo(commanded.manifest().scripts());
        assertThat(ordered.manifest().metrics().get("development"))
                .isEqualTo(commanded.manifest().metrics().get("development"));
        assertThat(vocabulary(ordered)).isEqualTo(vocabulary(commanded));
        assertThat(weights(ordered)).isEqualTo(weights(commanded));
    }

    private static TrainingOrder order(ModelManifest manifest) {
        return new TrainingOrder(
                manifest.model(),
                manifest.version(),
                manifest.languages(),
                new TrainingOrder.Start.Scratch(manifest.architecture().withVocabularySize(200)),
                2,
                manifest.training().settings(),
                List.of("upload"),
                GateSettings.DEFAULT,
                "Trained by a test.");
    }

    /** The rows of a TSV file as an order holds them. */
    private static void copy(Path table, Path file) throws IOException {
        try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (String row : Files.readAllLines(table).stream().skip(1).toList()) {
                String[] fields = row.split("\t", 2);
                String json = JsonMapper.shared().writeValueAsString(Map.of("label", fields[0], "text", fields[1]));
                stream.write((json + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static byte[] vocabulary(ModelBundle bundle) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        bundle.vocabulary().writeTo(stream);
        return stream.toByteArray();
    }

    private static byte[] weights(ModelBundle bundle) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (SentimentNetwork network = bundle.openNetwork()) {
            network.writeWeights(stream);
        }
        return stream.toByteArray();
    }
}
