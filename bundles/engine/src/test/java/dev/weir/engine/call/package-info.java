@NullMarked
package dev.weir.engine.call;

import org.jspecify.annotations.NullMarked;
