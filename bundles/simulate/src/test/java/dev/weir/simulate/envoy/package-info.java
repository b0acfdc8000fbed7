/** Access logs, and the traces of them. */
@NullMarked
package dev.weir.simulate.envoy;

import org.jspecify.annotations.NullMarked;
