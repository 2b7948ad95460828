/** The Helm chart and the container's scripts, checked without a cluster. */
@NullMarked
package io.sentiment.helm;

import org.jspecify.annotations.NullMarked;
