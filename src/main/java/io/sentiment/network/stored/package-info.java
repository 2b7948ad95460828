/** DL4J's network files, read without DL4J. */
@NullMarked
package io.sentiment.network.stored;

import org.jspecify.annotations.NullMarked;
