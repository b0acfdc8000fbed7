/**
 * Which hook enforces which rule, and why one is enforced nowhere: a pure function of rules and
 * hooks.
 */
@NullMarked
package dev.weir.manager.placement;

import org.jspecify.annotations.NullMarked;
