/** Tests of what hotspot rules can name. */
@NullMarked
package dev.weir.wasm.limits.param;

import org.jspecify.annotations.NullMarked;
