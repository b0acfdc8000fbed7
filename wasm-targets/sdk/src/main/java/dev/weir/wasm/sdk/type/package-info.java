/**
 * The numbers of the ABI with their names (spec, abi-versions/v0.2.1), as {@code int} constants: an
 * enum would cost kilobytes in every module.
 */
@NullMarked
package dev.weir.wasm.sdk.type;

import org.jspecify.annotations.NullMarked;
