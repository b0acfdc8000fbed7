/** The metric log on a virtual clock and in temporary folders. */
@NullMarked
package dev.weir.metric;

import org.jspecify.annotations.NullMarked;
