/** Versions, champions and the audit trail over HTTP. */
@NullMarked
package io.sentiment.model.web;

import org.jspecify.annotations.NullMarked;
