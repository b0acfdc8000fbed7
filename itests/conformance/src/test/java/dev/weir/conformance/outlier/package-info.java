/** What was recorded of Sentinel, compared. */
@NullMarked
package dev.weir.conformance.outlier;

import org.jspecify.annotations.NullMarked;
