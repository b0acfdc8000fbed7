package dev.weir.wasm.grpc.filter;

import dev.weir.wasm.limits.HeaderBlock;
import dev.weir.wasm.sdk.HeaderMap;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/** What gRPC over HTTP/2 says in headers (its PROTOCOL-HTTP2.md). */
final class GrpcHeaders {

  private final Memory memory;
  private final HeaderBlock request;
  private final Slice path;
  private final Slice contentType;
  private final Slice grpcStatus;
  private final Slice grpc;
  private final Slice value = new Slice();

  GrpcHeaders(Host host, HeaderBlock request) {
    this.memory = host.memory();
    this.request = request;
    this.path = host.constant(":path");
    this.contentType = host.constant("content-type");
    this.grpcStatus = host.constant("grpc-status");
    this.grpc = host.constant("application/grpc");
  }

  /** Points {@code name} at {@code package.Service/Method}: the path without its first slash. */
  int method(Slice name) {
    int status = request.get(path, value);
    if (status != Status.OK || value.length() == 0) {
      return status == Status.OK ? Status.NOT_FOUND : status;
    }
    int skip = memory.load8(value.address()) == '/' ? 1 : 0;
    name.set(value.address() + skip, value.length() - skip);
    return Status.OK;
  }

  /** Whether the request is a call: application/grpc, alone or with {@code +} or {@code ;}. */
  boolean isCall() {
    if (request.get(contentType, value) != Status.OK || value.length() < grpc.length()) {
      return false;
    }
    for (int i = 0; i < grpc.length(); i++) {
      if (memory.load8(value.address() + i) != memory.load8(grpc.address() + i)) {
        return false;
      }
    }
    int next =
        value.length() == grpc.length() ? ';' : memory.load8(value.address() + grpc.length());
    return next == ';' || next == '+';
  }

  /** Whether a map says grpc-status 0. */
  boolean isOk(HeaderMap map) {
    return map.get(grpcStatus, value) == Status.OK
        && value.length() == 1
        && memory.load8(value.address()) == '0';
  }
}
