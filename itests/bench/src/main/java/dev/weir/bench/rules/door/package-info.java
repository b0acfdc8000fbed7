/** A bundle of the benchmark's that runs within the platform. */
@NullMarked
package dev.weir.bench.rules.door;

import org.jspecify.annotations.NullMarked;
