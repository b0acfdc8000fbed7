/**
 * Rules that the manager evaluates and the kernel enforces, on the running kernel: traffic comes
 * from a network namespace, the manager's own parts read what the kernel counted and tell it what
 * may pass, and what passed is held against the engine that decides the same calls one by one.
 */
@NullMarked
package dev.weir.itests.steering;

import org.jspecify.annotations.NullMarked;
