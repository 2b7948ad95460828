/** The network as DL4J builds, trains and stores it, with the layers that we compute ourselves. */
@NullMarked
package io.sentiment.network.dl4j;

import org.jspecify.annotations.NullMarked;
