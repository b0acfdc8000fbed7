/**
 * What of a call a hotspot rule can tell apart, and how a rule names it. Start at {@link
 * dev.weir.wasm.limits.param.ParamKey}. Both the bundles, which judge rules, and the filters, which
 * enforce them, have this package; it knows nothing of either.
 */
@NullMarked
package dev.weir.wasm.limits.param;

import org.jspecify.annotations.NullMarked;
