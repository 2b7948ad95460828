/**
 * Networks that were made with Keras: read from its files, turned into bundles, and written back. Files come from strangers;
 * none of their code is ever run.
 */
@NullMarked
package io.sentiment.model.keras;

import org.jspecify.annotations.NullMarked;
