package io.sentiment.training.web;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Who calls, as stored rows and the audit trail name it. */
final class Caller {

    private Caller() {}

    /** Whoever needs no token has no name. */
    static String name(@Nullable Principal caller) {
        return caller == null ? "anonymous" : caller.getName();
    }
}
