package io.sentiment.platform.security;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Who calls, as stored rows and the audit trail name it. */
public final class Caller {

    private Caller() {}

    /** The name of the token or the subject of the JWT; {@code anonymous} where the call needed neither. */
    public static String name(@Nullable Principal caller) {
        return caller == null ? "anonymous" : caller.getName();
    }
}
