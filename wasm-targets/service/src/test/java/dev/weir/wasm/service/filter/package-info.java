/** The service's module in a proxy on the JVM. */
@NullMarked
package dev.weir.wasm.service.filter;

import org.jspecify.annotations.NullMarked;
