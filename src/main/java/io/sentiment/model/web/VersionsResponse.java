package io.sentiment.model.web;

import java.util.List;

/**
 * The versions of one model.
 *
 * @param versions by rising number
 */
record VersionsResponse(List<VersionDescription> versions) {}
