/**
 * Java that a linked program carries: checked integer division, decimal digits of doubles, and
 * bodies for the functions that TeaVM's class library imports. A method exported as {@code
 * $rt.MODULE.NAME} is the body of the import {@code MODULE.NAME}; what nobody calls is not in the
 * module.
 */
@NullMarked
package dev.weir.wasm.linker.runtime;

import org.jspecify.annotations.NullMarked;
