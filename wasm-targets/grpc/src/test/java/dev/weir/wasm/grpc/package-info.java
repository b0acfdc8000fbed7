/** The gRPC filter's hook. */
@NullMarked
package dev.weir.wasm.grpc;

import org.jspecify.annotations.NullMarked;
