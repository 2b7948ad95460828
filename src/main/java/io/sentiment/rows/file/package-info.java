/** How files hold rows: compressed or not, in what encoding, in what format; and how they are read. */
@NullMarked
package io.sentiment.rows.file;

import org.jspecify.annotations.NullMarked;
