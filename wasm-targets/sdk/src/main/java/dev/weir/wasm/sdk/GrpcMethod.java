package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.type.Slice;

/**
 * What a gRPC call goes to.
 *
 * @param upstream name of a cluster, or a serialized {@code envoy.config.core.v3.GrpcService}
 * @param service {@code package.Service}
 * @param method its method
 * @param metadata pairs that are sent first
 */
public record GrpcMethod(Slice upstream, Slice service, Slice method, Slice metadata) {}
