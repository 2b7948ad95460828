/** What every web package shares: problem details and limits, and security in a package of its own. */
@NullMarked
package io.sentiment.platform;

import org.jspecify.annotations.NullMarked;
