@NullMarked
package dev.weir.engine.hotspot;

import org.jspecify.annotations.NullMarked;
