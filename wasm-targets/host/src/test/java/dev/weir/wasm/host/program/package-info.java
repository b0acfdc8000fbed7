/** Programs that the tests link and run in Wasm. */
@NullMarked
package dev.weir.wasm.host.program;

import org.jspecify.annotations.NullMarked;
