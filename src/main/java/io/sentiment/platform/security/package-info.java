/** Who may call what: API tokens, JWTs of an issuer, roles, and what happens to those who guess. */
@NullMarked
package io.sentiment.platform.security;

import org.jspecify.annotations.NullMarked;
