/** Programs that the tests link: one that works, and one for each thing that the target lacks. */
@NullMarked
package dev.weir.wasm.linker.program;

import org.jspecify.annotations.NullMarked;
