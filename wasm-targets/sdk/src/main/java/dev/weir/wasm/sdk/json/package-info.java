/** A strict pull parser for configurations in linear memory, without recursion. */
@NullMarked
package dev.weir.wasm.sdk.json;

import org.jspecify.annotations.NullMarked;
