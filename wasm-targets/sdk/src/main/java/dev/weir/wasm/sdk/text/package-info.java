/** UTF-8 between strings and linear memory, without charsets (they would be most of a module). */
@NullMarked
package dev.weir.wasm.sdk.text;

import org.jspecify.annotations.NullMarked;
