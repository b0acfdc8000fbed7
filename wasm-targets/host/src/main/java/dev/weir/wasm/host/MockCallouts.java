package dev.weir.wasm.host;

import dev.weir.wasm.sdk.abi.CalloutCalls;
import dev.weir.wasm.sdk.type.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Calls to other services; clusters are those that the proxy was told of. */
final class MockCallouts implements CalloutCalls {

  private static final List<String> HTTP_NEEDS = List.of(":method", ":path", ":authority");

  private final VmState state;

  MockCallouts(VmState state) {
    this.state = state;
  }

  @Override
  public int httpCall(
      int upstream,
      int upstreamLength,
      int headers,
      int headersLength,
      int body,
      int bodyLength,
      int trailers,
      int trailersLength,
      int timeout,
      int returnId) {
    state.called("http_call");
    String cluster = state.bytes.text(upstream, upstreamLength);
    Headers sent = new Headers(state.bytes.pairs(headers, headersLength));
    state.bytes.pairs(trailers, trailersLength);
    boolean whole = HTTP_NEEDS.stream().allMatch(name -> sent.value(name) != null);
    if (!whole || !state.proxy.clusters().contains(cluster)) {
      return Status.BAD_ARGUMENT;
    }
    return begin(cluster, sent, state.bytes.take(body, bodyLength), timeout, returnId);
  }

  @Override
  public int grpcCall(
      int upstream,
      int upstreamLength,
      int service,
      int serviceLength,
      int method,
      int methodLength,
      int metadata,
      int metadataLength,
      int message,
      int messageLength,
      int timeout,
      int returnId) {
    state.called("grpc_call");
    String cluster = state.bytes.text(upstream, upstreamLength);
    if (!state.proxy.clusters().contains(cluster)) {
      return Status.PARSE_FAILURE;
    }
    String target = target(cluster, service, serviceLength, method, methodLength);
    Headers sent = new Headers(state.bytes.pairs(metadata, metadataLength));
    return begin(target, sent, state.bytes.take(message, messageLength), timeout, returnId);
  }

  @Override
  public int grpcStream(
      int upstream,
      int upstreamLength,
      int service,
      int serviceLength,
      int method,
      int methodLength,
      int metadata,
      int metadataLength,
      int returnId) {
    state.called("grpc_stream");
    String cluster = state.bytes.text(upstream, upstreamLength);
    if (!state.proxy.clusters().contains(cluster)) {
      return Status.PARSE_FAILURE;
    }
    String target = target(cluster, service, serviceLength, method, methodLength);
    Headers sent = new Headers(state.bytes.pairs(metadata, metadataLength));
    int id = add(target, sent, "", 0, true);
    state.bytes.memory().store32(returnId, id);
    return Status.OK;
  }

  @Override
  public int grpcSend(int id, int message, int messageLength, int endStream) {
    state.called("grpc_send");
    String sent = state.bytes.text(message, messageLength);
    for (int i = 0; i < state.callouts.size(); i++) {
      Callout open = state.callouts.get(i);
      if (open.id() == id) {
        String body = open.body() + sent;
        state.callouts.set(
            i,
            new Callout(id, open.target(), open.headers(), body, open.timeoutMs(), open.stream()));
        return Status.OK;
      }
    }
    return Status.NOT_FOUND;
  }

  @Override
  public int grpcCancel(int id) {
    state.called("grpc_cancel");
    return state.callouts.removeIf(open -> open.id() == id) ? Status.OK : Status.NOT_FOUND;
  }

  @Override
  public int grpcClose(int id) {
    state.called("grpc_close");
    return state.callouts.stream().anyMatch(open -> open.id() == id) ? Status.OK : Status.NOT_FOUND;
  }

  @Override
  public int getStatus(int returnCode, int returnData, int returnLength) {
    state.called("get_status");
    Scope scope = state.scope("get_status");
    state.bytes.memory().store32(returnCode, scope.callStatus);
    byte[] message = scope.callMessage.getBytes(StandardCharsets.UTF_8);
    return state.bytes.give(message, returnData, returnLength);
  }

  private String target(
      String cluster, int service, int serviceLength, int method, int methodLength) {
    return cluster
        + " "
        + state.bytes.text(service, serviceLength)
        + "/"
        + state.bytes.text(method, methodLength);
  }

  private int begin(String target, Headers headers, byte[] body, int timeout, int returnId) {
    int id = add(target, headers, new String(body, StandardCharsets.ISO_8859_1), timeout, false);
    state.bytes.memory().store32(returnId, id);
    return Status.OK;
  }

  private int add(String target, Headers headers, String body, int timeout, boolean stream) {
    int id = state.proxy.nextCallId();
    state.callouts.add(new Callout(id, target, headers.lines(), body, timeout, stream));
    return id;
  }
}
