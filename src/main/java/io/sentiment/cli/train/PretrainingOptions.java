package io.sentiment.cli.train;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.cli.options.RowOptions;
import io.sentiment.network.pretraining.LanguageModel;
import io.sentiment.network.pretraining.PretrainingStage;
import io.sentiment.network.pretraining.WordVectors;
import io.sentiment.rows.LabelledRow;
import io.sentiment.training.pipeline.UnlabelledTexts;
import io.sentiment.training.pipeline.Words;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What a network learns from texts without labels, before and while it is trained on labelled ones. */
final class PretrainingOptions {

    @Option(
            names = "--unlabelled",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Texts without labels, one a line, gzipped or not: they count for the vocabulary and are, "
                            + "with the training texts, what --word-vectors, --language-model and --virtual-adversarial learn from.")
    private List<Path> unlabelled = List.of();

    @Option(
            names = "--word-vectors",
            paramLabel = "EPOCHS",
            defaultValue = "0",
            description = "Passes over all texts, with and without labels, in which the embedding learns which tokens "
                    + "occur near each other (skip-gram), before the training; default ${DEFAULT-VALUE}, 3 is usual.")
    private int wordVectorEpochs;

    @Option(
            names = "--language-model",
            paramLabel = "EPOCHS",
            defaultValue = "0",
            description = "Passes over all texts, with and without labels, in which embedding and recurrent layers "
                    + "learn to predict the next token, after the word vectors and before the training; default "
                    + "${DEFAULT-VALUE}.")
    private int languageModelEpochs;

    List<Path> unlabelled() {
        return unlabelled;
    }

    /** The stages in their order, none where no option asks for one. */
    List<PretrainingStage> stages(long seed) {
        List<PretrainingStage> stages = new ArrayList<>();
        requireEpochs("--word-vectors", wordVectorEpochs);
        if (wordVectorEpochs > 0) {
            stages.add(new WordVectors(wordVectorEpochs, seed));
        }
        requireEpochs("--language-model", languageModelEpochs);
        if (languageModelEpochs > 0) {
            stages.add(new LanguageModel(languageModelEpochs, seed));
        }
        return stages;
    }

    /** Reads the texts without labels, of which there may be none, and reports how many there are. */
    UnlabelledTexts read(Stream<LabelledRow> measured, Words words, PrintWriter report) {
        UnlabelledTexts texts = new UnlabelledTexts(unlabelled, measured, words);
        for (int index = 0; index < unlabelled.size(); index++) {
            RowOptions.report(unlabelled.get(index), texts.files().get(index), report);
        }
        if (!unlabelled.isEmpty()) {
            report.printf(
                    "%d unlabelled texts; dropped %d of them that are also development or test texts.%n",
                    texts.count(), texts.leftOut());
        }
        return texts;
    }

    private static void requireEpochs(String option, int epochs) {
        if (epochs < 0 || epochs > 1_000) {
            throw new InvalidInputException(option + " must be from 0 to 1000, but is " + epochs + ".");
        }
    }
}
