/** The model card of a version: what it was trained on, what it can do and where it fails. */
@NullMarked
package io.sentiment.model.card;

import org.jspecify.annotations.NullMarked;
