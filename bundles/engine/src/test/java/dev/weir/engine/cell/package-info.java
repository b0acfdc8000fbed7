/** Statistics in cells. */
@NullMarked
package dev.weir.engine.cell;

import org.jspecify.annotations.NullMarked;
