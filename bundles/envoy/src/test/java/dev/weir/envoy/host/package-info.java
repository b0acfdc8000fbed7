/** Figures of a host as the service sends them. */
@NullMarked
package dev.weir.envoy.host;

import org.jspecify.annotations.NullMarked;
