package io.sentiment.prediction.web;

import java.util.List;

/**
 * All models.
 *
 * @param models by name
 */
record ModelsResponse(List<ModelDescription> models) {}
