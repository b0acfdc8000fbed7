/** Cells without locks: windows, statistics, what is counted when threads race. */
@NullMarked
package dev.weir.engine.cell;

import org.jspecify.annotations.NullMarked;
