/** Tests of the program that checks files. */
@NullMarked
package dev.weir.opensergo.check;

import org.jspecify.annotations.NullMarked;
