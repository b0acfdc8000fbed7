/** What the files say, of given rules and options. */
@NullMarked
package dev.weir.wasm.export;

import org.jspecify.annotations.NullMarked;
