/** The page for people: who has signed in there, and its files. */
@NullMarked
package io.sentiment.page;

import org.jspecify.annotations.NullMarked;
