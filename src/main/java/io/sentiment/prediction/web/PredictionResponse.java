package io.sentiment.prediction.web;

import io.sentiment.prediction.Prediction;
import java.util.List;

/**
 * What a client gets.
 *
 * @param predictions in the order of the texts
 */
record PredictionResponse(List<Prediction> predictions) {}
