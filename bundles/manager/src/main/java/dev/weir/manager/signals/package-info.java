/**
 * What comes back up: totals of every source, turned into sliding windows of the best source alive.
 */
@NullMarked
package dev.weir.manager.signals;

import org.jspecify.annotations.NullMarked;
