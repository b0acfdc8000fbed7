/** The TCP filter's hook. */
@NullMarked
package dev.weir.wasm.tcp;

import org.jspecify.annotations.NullMarked;
