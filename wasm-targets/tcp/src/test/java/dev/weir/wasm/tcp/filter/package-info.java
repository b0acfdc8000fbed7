/** The TCP filter's module in Endive. */
@NullMarked
package dev.weir.wasm.tcp.filter;

import org.jspecify.annotations.NullMarked;
