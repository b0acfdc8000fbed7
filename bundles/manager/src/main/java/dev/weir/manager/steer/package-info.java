/**
 * Rules that a plane cannot evaluate and enforces all the same: evaluated here ten times a second
 * by the engine, from signals, and told to the plane as what may pass now.
 *
 * <p>Start at {@link dev.weir.manager.steer.Steering}. Nothing here applies a slice or knows a map
 * of the kernel's.
 */
@NullMarked
package dev.weir.manager.steer;

import org.jspecify.annotations.NullMarked;
