/** What a filter implements: one interface of one method for each callback. */
@NullMarked
package dev.weir.wasm.sdk.context;

import org.jspecify.annotations.NullMarked;
