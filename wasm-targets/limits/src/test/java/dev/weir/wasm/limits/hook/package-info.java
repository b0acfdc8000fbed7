/** What the hooks write. */
@NullMarked
package dev.weir.wasm.limits.hook;

import org.jspecify.annotations.NullMarked;
