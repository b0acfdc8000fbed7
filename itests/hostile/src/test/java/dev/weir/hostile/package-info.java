/** A slice of what {@code ./weir test hostile} does, in every build. */
@NullMarked
package dev.weir.hostile;

import org.jspecify.annotations.NullMarked;
