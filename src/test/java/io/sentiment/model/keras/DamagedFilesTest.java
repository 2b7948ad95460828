package io.sentiment.model.keras;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A file in which one byte is another ends in a model or in one sentence. More of it: {@code -Dkeras.damages=2000}.
 */
class DamagedFilesTest {

    private static final int DAMAGES = Integer.getInteger("keras.damages", 20);

    private static final Pattern SENTENCE = Pattern.compile("[A-Z\"'m].*\\.", Pattern.DOTALL);

    static {
        // It tells of every group and array of every file.
        ((Logger) LoggerFactory.getLogger("io.jhdf")).setLevel(Level.WARN);
    }

    @TempDir
    Path folder;

    @Test
    @Timeout(600)
    void ofAFileThatIsWrittenHere() throws IOException {
        Path model = new KerasFile("3.10.0")
                .embedding(4, true)
                .lstm("")
                .dense("sigmoid")
                .hdf5(folder.resolve("m.h5"));
        damage(model, null, 25 * DAMAGES);
    }

    @Test
    @Timeout(600)
    void ofVocabularies() throws IOException {
        Path model = new KerasFile("3.10.0")
                .embedding(4, true)
                .lstm("")
                .dense("sigmoid")
                .hdf5(folder.resolve("m.h5"));
        try (Stream<Path> files = Files.walk(SharedModels.folder(), 2)) {
            for (Path file : files.filter(found -> found.toString().matches(".*(pickle|pkl|tokenizer\\.json)"))
                    .toList()) {
                damage(file, model, DAMAGES);
            }
        }
    }

    @Test
    @Timeout(36_000)
    void ofPublishedModels() throws IOException {
        for (Path model : SharedModels.modelFiles()) {
            damage(model, null, DAMAGES);
        }
    }

    /** @param model that the damaged file is the vocabulary of; null where it is the model that is damaged */
    private void damage(Path file, @Nullable Path model, int times) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(20);
        for (int time = 0; time < times; time++) {
            byte[] damaged = whole.clone();
            // Half of them where the structure is, which in most files is at their beginning.
            int bound = time % 2 == 0 ? whole.length : Math.min(whole.length, 16_384);
            int place = random.nextInt(bound);
            damaged[place] = (byte) (damaged[place] + 1 + random.nextInt(255));
            Path changed = Files.write(folder.resolve("damaged"), damaged);
            try {
                if (model == null) {
                    order(changed, null).readNetwork();
                } else {
                    order(model, changed).read();
                }
            } catch (UnusableKerasFileException refusal) {
                assertThat(refusal.getMessage()).matches(SENTENCE);
            } catch (RuntimeException | Error failure) {
                throw new AssertionError(file + " with another byte at " + place + ": " + damaged[place], failure);
            }
        }
    }

    private static KerasImport order(Path model, @Nullable Path vocabulary) {
        return new KerasImport(model, vocabulary, VocabularyKind.AUTO, null, null, null, 1, false);
    }
}
