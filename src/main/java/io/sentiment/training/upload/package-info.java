/** From an upload to stored rows and settings. */
@NullMarked
package io.sentiment.training.upload;

import org.jspecify.annotations.NullMarked;
