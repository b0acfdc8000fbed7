/** Reading and finding limits, without a filter. */
@NullMarked
package dev.weir.wasm.limits;

import org.jspecify.annotations.NullMarked;
