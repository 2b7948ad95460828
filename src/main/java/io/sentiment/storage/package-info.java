/**
 * The database that holds what must be consistent, the folder for what stays on this machine, and how files are
 * written whole.
 */
@NullMarked
package io.sentiment.storage;

import org.jspecify.annotations.NullMarked;
