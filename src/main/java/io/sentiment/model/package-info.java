/** Versions of trained networks: bundles on disk and the registry that serves them. */
@NullMarked
package io.sentiment.model;

import org.jspecify.annotations.NullMarked;
