package io.sentiment.platform.security;

/** Who may predict and send feedback. */
enum PredictionAccess {
    /** Whoever reaches the port; tokens are not even looked at. */
    OPEN,

    /** Whoever has the role client. */
    CLIENT
}
