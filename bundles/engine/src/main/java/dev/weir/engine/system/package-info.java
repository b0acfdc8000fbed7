/** System rules, which guard the host. Start at {@link dev.weir.engine.system.SystemKind}. */
@NullMarked
package dev.weir.engine.system;

import org.jspecify.annotations.NullMarked;
