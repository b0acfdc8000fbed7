/** Tests of the rule formats. */
@NullMarked
package dev.weir.opensergo;

import org.jspecify.annotations.NullMarked;
