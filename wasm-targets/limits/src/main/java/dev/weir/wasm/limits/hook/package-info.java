/**
 * What the hooks of all filters share: {@link dev.weir.wasm.limits.hook.SliceJson} writes rules as
 * the filters read them, {@link dev.weir.wasm.limits.hook.FilterCode} is the module that a bundle
 * carries. Each filter's bundle has a copy of this package. Nothing here runs in the proxy.
 */
@NullMarked
package dev.weir.wasm.limits.hook;

import org.jspecify.annotations.NullMarked;
