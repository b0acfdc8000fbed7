/** The goal {@code weir-wasm:link}: Maven's parameters to a {@code LinkRequest} and back. */
@NullMarked
package dev.weir.wasm.linker.maven;

import org.jspecify.annotations.NullMarked;
