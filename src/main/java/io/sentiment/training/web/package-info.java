/** Retrainings and corrections over HTTP. */
@NullMarked
package io.sentiment.training.web;

import org.jspecify.annotations.NullMarked;
