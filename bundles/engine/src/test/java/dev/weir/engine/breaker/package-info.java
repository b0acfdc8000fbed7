@NullMarked
package dev.weir.engine.breaker;

import org.jspecify.annotations.NullMarked;
