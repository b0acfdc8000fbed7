/**
 * Filters that Weir's is measured beside, linked into modules of their own: one that does nothing,
 * and one that has Weir's limits in each worker by itself.
 */
@NullMarked
package dev.weir.bench.envoy.filter;

import org.jspecify.annotations.NullMarked;
