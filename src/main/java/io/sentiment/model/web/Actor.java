package io.sentiment.model.web;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Who calls, as the audit trail names it. */
final class Actor {

    private Actor() {}

    /** The admin token alone has no name. */
    static String name(@Nullable Principal caller) {
        return caller == null ? "admin" : caller.getName();
    }
}
