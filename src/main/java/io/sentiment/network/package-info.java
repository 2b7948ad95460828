/** The recurrent network: construction, training, evaluation and inference. Only this package knows DL4J and ND4J. */
@NullMarked
package io.sentiment.network;

import org.jspecify.annotations.NullMarked;
