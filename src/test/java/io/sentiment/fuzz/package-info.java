@NullMarked
package io.sentiment.fuzz;

import org.jspecify.annotations.NullMarked;
