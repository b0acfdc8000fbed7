/**
 * How resources are hashed and divided, and what a part says of its rules. Both the bundles, which
 * divide large sets of rules, and the filters, which read the parts that changed, have this
 * package; it knows nothing of either.
 */
@NullMarked
package dev.weir.wasm.limits.shard;

import org.jspecify.annotations.NullMarked;
