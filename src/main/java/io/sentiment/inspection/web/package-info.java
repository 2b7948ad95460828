/** Traces and explanations over HTTP. */
@NullMarked
package io.sentiment.inspection.web;

import org.jspecify.annotations.NullMarked;
