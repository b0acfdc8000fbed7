/** The trace format, good and bad. */
@NullMarked
package dev.weir.simulate.trace;

import org.jspecify.annotations.NullMarked;
