/** Figures of a host that the test writes. */
@NullMarked
package dev.weir.envoy.host;

import org.jspecify.annotations.NullMarked;
