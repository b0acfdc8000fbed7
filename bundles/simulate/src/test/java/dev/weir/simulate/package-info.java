/** The program, from its arguments to its exit status. */
@NullMarked
package dev.weir.simulate;

import org.jspecify.annotations.NullMarked;
