@NullMarked
package dev.weir.engine.outlier;

import org.jspecify.annotations.NullMarked;
