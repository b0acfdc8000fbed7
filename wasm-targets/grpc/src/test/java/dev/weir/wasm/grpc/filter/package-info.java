/** The gRPC filter's module in Endive. */
@NullMarked
package dev.weir.wasm.grpc.filter;

import org.jspecify.annotations.NullMarked;
