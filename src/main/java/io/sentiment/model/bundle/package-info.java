/** The files of one version: what is in them, how they are read, verified and written. */
@NullMarked
package io.sentiment.model.bundle;

import org.jspecify.annotations.NullMarked;
