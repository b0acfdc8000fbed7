/** The regions of linear memory. */
@NullMarked
package dev.weir.wasm.sdk.abi;

import org.jspecify.annotations.NullMarked;
