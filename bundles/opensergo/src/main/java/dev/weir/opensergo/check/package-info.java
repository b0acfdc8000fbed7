/**
 * What {@code ./weir rules} runs: files read with the daemon's own reader, without a daemon. {@link
 * dev.weir.opensergo.check.Check} is the program. It opens nothing but the files that it is given
 * and writes nothing but standard output.
 */
@NullMarked
package dev.weir.opensergo.check;

import org.jspecify.annotations.NullMarked;
