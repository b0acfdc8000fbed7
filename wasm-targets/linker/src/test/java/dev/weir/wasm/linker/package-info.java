/** The linker on small programs, the results read and run in Endive. */
@NullMarked
package dev.weir.wasm.linker;

import org.jspecify.annotations.NullMarked;
