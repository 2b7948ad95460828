package io.sentiment.prediction;

import java.util.ArrayList;
import java.util.List;

/** The texts of a request that one version predicts, and their places in the request. Not thread-safe. */
final class Share {

    private final List<Integer> places = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    static Share ofAll(List<String> texts) {
        Share share = new Share();
        for (int place = 0; place < texts.size(); place++) {
            share.add(place, texts.get(place));
        }
        return share;
    }

    void add(int place, String text) {
        places.add(place);
        texts.add(text);
    }

    List<String> texts() {
        return texts;
    }

    /** Puts the predictions of these texts at their places in those of the request. */
    void scatter(List<Prediction> part, Prediction[] whole) {
        for (int index = 0; index < part.size(); index++) {
            whole[places.get(index)] = part.get(index);
        }
    }
}
