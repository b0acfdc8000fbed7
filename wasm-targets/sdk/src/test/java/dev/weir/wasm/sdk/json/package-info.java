/** The parser against RFC 8259. */
@NullMarked
package dev.weir.wasm.sdk.json;

import org.jspecify.annotations.NullMarked;
