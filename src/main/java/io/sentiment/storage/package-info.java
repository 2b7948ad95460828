/** The database that holds what must be consistent, and the folder for what stays on this machine. */
@NullMarked
package io.sentiment.storage;

import org.jspecify.annotations.NullMarked;
