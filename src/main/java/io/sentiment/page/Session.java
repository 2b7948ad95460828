package io.sentiment.page;

import io.sentiment.platform.security.SignedIn;
import java.time.Instant;

/**
 * A sign-in at the page. Immutable.
 *
 * @param caller who has signed in
 * @param ends when it is over
 */
public record Session(SignedIn caller, Instant ends) {}
