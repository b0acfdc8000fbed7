/** The runtime's Java against the JVM's. */
@NullMarked
package dev.weir.wasm.linker.runtime;

import org.jspecify.annotations.NullMarked;
