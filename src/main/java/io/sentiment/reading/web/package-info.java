/** Readings over HTTP: what a network remembers travels with the client, sealed. */
@NullMarked
package io.sentiment.reading.web;

import org.jspecify.annotations.NullMarked;
