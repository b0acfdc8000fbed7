/** Figures of a host that the test writes. */
@NullMarked
package dev.weir.hook.host;

import org.jspecify.annotations.NullMarked;
