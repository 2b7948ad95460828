@NullMarked
package io.sentiment.jar;

import org.jspecify.annotations.NullMarked;
