package io.sentiment.prediction;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.network.Piece;
import io.sentiment.network.Piece.Reading;
import io.sentiment.prediction.Prediction.Label;
import io.sentiment.prediction.Predictor.Share;
import io.sentiment.prediction.ServedVersion.Request;
import io.sentiment.text.Sentences;
import io.sentiment.text.TextReader.ReadText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Predicts texts, and each of their sentences by itself. Immutable and thread-safe. */
final class SentencePredictions implements Predictor.Question<Prediction> {

    private final int most;

    /** @param most sentences of a request that one version answers for */
    SentencePredictions(int most) {
        this.most = most;
    }

    /** @throws TooManySentencesException if there are */
    @Override
    public CompletableFuture<Answers<Prediction>> ask(ServedVersion version, Share share, Request request) {
        List<SplitText> split = split(share.texts(), version.bundle());
        List<Piece> pieces = new ArrayList<>();
        split.forEach(text -> text.addTo(pieces));
        return version.read(pieces, request)
                .thenApply(answers -> new Answers<>(
                        predictions(version.bundle().manifest(), split, answers.all()), answers.timing()));
    }

    private List<SplitText> split(List<String> texts, ModelBundle bundle) {
        List<SplitText> split = new ArrayList<>();
        int sentences = 0;
        for (String text : texts) {
            SplitText parts = SplitText.of(text, bundle);
            sentences += parts.sentences().size();
            if (sentences > most) {
                throw new TooManySentencesException(most);
            }
            split.add(parts);
        }
        return split;
    }

    private static List<Prediction> predictions(ModelManifest manifest, List<SplitText> texts, List<Reading> readings) {
        List<Prediction> predictions = new ArrayList<>();
        int next = 0;
        for (SplitText text : texts) {
            int end = next + 1 + text.sentences().size();
            predictions.add(text.prediction(manifest, readings.subList(next, end)));
            next = end;
        }
        return predictions;
    }

    /**
     * A text and its sentences as a version reads them.
     *
     * @param places of the sentences
     */
    private record SplitText(ReadText whole, List<Sentences.Sentence> places, List<ReadText> sentences) {

        /** A sentence without a token, such as a closing tag, is left out. */
        static SplitText of(String text, ModelBundle bundle) {
            List<Sentences.Sentence> places = new ArrayList<>();
            List<ReadText> sentences = new ArrayList<>();
            for (Sentences.Sentence place : Sentences.of(text)) {
                // What is to be said of its language is said of the text.
                ReadText sentence = new ReadText(bundle.encoder().encode(place.text()), List.of());
                if (sentence.encoded().tokens() > 0) {
                    places.add(place);
                    sentences.add(sentence);
                }
            }
            return new SplitText(bundle.reader().read(text), places, sentences);
        }

        void addTo(List<Piece> pieces) {
            pieces.add(Piece.whole(whole.encoded()));
            sentences.forEach(sentence -> pieces.add(Piece.whole(sentence.encoded())));
        }

        /** @param readings of the text and then of its sentences */
        Prediction prediction(ModelManifest manifest, List<Reading> readings) {
            List<Prediction.Sentence> answered = new ArrayList<>();
            boolean surelyPositive = false;
            boolean surelyNegative = false;
            for (int index = 0; index < sentences.size(); index++) {
                Prediction alone = Prediction.of(
                        manifest, sentences.get(index), readings.get(index + 1).positive());
                answered.add(new Prediction.Sentence(
                        places.get(index).start(), places.get(index).end(), alone.label(), alone.positive()));
                surelyPositive |= alone.isSure(manifest) && alone.label() == Label.POSITIVE;
                surelyNegative |= alone.isSure(manifest) && alone.label() == Label.NEGATIVE;
            }
            return Prediction.of(manifest, whole, readings.get(0).positive())
                    .with(answered, surelyPositive && surelyNegative);
        }
    }
}
