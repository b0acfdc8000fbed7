/** The bundle's side of the HTTP filter, without a platform. */
@NullMarked
package dev.weir.wasm.http;

import org.jspecify.annotations.NullMarked;
