package io.sentiment.cli.train;

import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.pretraining.Pretraining;
import io.sentiment.network.pretraining.PretrainingStage;
import io.sentiment.network.pretraining.StageResults;
import io.sentiment.network.pretraining.TokenCorpus;
import io.sentiment.text.Vocabulary;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CancellationException;

/** From texts without labels to a network whose training starts from what it learnt of them. */
record PretrainingSession(List<PretrainingStage> stages, StageResults results, PrintWriter report) {

    /** Does nothing where there are no stages. */
    void run(SentimentNetwork network, PretrainingData data, Vocabulary vocabulary, Interruption interruption) {
        if (stages.isEmpty()) {
            return;
        }
        TokenCorpus corpus = data.corpus(vocabulary);
        report.printf("Pre-training on %d texts of %d tokens.%n", corpus.size(), corpus.tokens());
        report.flush();
        try (PretrainingDisplay display = new PretrainingDisplay(report, interruption::isRequested)) {
            new Pretraining(stages, display, results).train(network, corpus);
        } catch (CancellationException e) {
            throw new CancellationException("Interrupted during the pre-training; no model was stored.");
        }
    }
}
