/** What every web package shares: security, problem details, limits, health and metrics. */
@NullMarked
package io.sentiment.platform;

import org.jspecify.annotations.NullMarked;
