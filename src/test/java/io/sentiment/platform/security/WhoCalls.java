package io.sentiment.platform.security;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A call of the admin API that answers with the name that the audit trail would record. */
@TestConfiguration
@RestController
class WhoCalls {

    static final String PATH = "/api/v1/admin/caller";

    @GetMapping(PATH)
    String caller(@Nullable Principal caller) {
        return caller == null ? "nobody" : caller.getName();
    }
}
