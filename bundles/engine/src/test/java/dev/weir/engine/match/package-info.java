@NullMarked
package dev.weir.engine.match;

import org.jspecify.annotations.NullMarked;
