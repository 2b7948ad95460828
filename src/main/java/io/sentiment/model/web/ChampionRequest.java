package io.sentiment.model.web;

import org.jspecify.annotations.Nullable;

/**
 * Which version shall answer.
 *
 * @param version its number
 * @param reason why, for the audit trail; optional
 */
record ChampionRequest(@Nullable Integer version, @Nullable String reason) {}
