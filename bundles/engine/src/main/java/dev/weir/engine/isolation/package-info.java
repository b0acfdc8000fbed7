/**
 * Isolation rules: at most so many calls at once. Start at {@link
 * dev.weir.engine.isolation.IsolationKind}.
 */
@NullMarked
package dev.weir.engine.isolation;

import org.jspecify.annotations.NullMarked;
