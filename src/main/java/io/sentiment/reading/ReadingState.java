package io.sentiment.reading;

import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.NetworkState;

/**
 * How far a text has been read. Immutable.
 *
 * @param version which read it
 * @param tokens that were read so far
 * @param unknownTokens how many of these the version does not know
 * @param positive the probability that the text is positive, of what was read so far
 * @param network what it remembers
 */
public record ReadingState(ModelVersion version, int tokens, int unknownTokens, float positive, NetworkState network) {}
