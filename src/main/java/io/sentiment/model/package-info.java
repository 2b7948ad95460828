/** Versions of trained networks in the database: the registry, champions, the audit trail. */
@NullMarked
package io.sentiment.model;

import org.jspecify.annotations.NullMarked;
