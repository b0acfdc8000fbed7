/** The mock's own promises: it is as strict as its README says. */
@NullMarked
package dev.weir.wasm.host;

import org.jspecify.annotations.NullMarked;
