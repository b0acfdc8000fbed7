/** What it costs to take what hooks have counted into the windows. */
@NullMarked
package dev.weir.bench.signals;

import org.jspecify.annotations.NullMarked;
