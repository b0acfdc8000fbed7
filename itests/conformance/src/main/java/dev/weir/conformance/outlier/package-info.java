/**
 * Outlier ejection beside sentinel-golang's sources at f7a7f95, which no module proxy serves: the
 * lines of its oracle, live or recorded, have the question and its answer.
 *
 * <p>Start at {@link dev.weir.conformance.outlier.OutlierDiffer}.
 */
@NullMarked
package dev.weir.conformance.outlier;

import org.jspecify.annotations.NullMarked;
