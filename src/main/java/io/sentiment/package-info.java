/** The sentiment service: one package a subject, dependencies in one direction. */
@NullMarked
package io.sentiment;

import org.jspecify.annotations.NullMarked;
