/** Who may know whom: the walls of the house, held on the compiled classes of every module. */
@NullMarked
package dev.weir.structure;

import org.jspecify.annotations.NullMarked;
