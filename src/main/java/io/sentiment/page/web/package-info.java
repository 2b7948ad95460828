/** The page over HTTP: its files, signing in and signing out. */
@NullMarked
package io.sentiment.page.web;

import org.jspecify.annotations.NullMarked;
