/**
 * The database that holds what must be consistent, the folder for what stays on this machine, how files are written
 * whole, and what is wrong with JSON that was stored or sent.
 */
@NullMarked
package io.sentiment.storage;

import org.jspecify.annotations.NullMarked;
