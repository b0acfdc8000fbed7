/** The comparisons that every build makes. */
@NullMarked
package dev.weir.conformance;

import org.jspecify.annotations.NullMarked;
