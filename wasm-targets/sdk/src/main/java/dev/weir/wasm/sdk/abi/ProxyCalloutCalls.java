package dev.weir.wasm.sdk.abi;

import org.teavm.interop.Import;

/** CalloutCalls of the proxy that the module runs in. */
final class ProxyCalloutCalls implements CalloutCalls {

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
    return httpCallImport(
        upstream,
        upstreamLength,
        headers,
        headersLength,
        body,
        bodyLength,
        trailers,
        trailersLength,
        timeout,
        returnId);
  }

  @Import(module = "env", name = "proxy_http_call")
  private static native int httpCallImport(
      int upstream,
      int upstreamLength,
      int headers,
      int headersLength,
      int body,
      int bodyLength,
      int trailers,
      int trailersLength,
      int timeout,
      int returnId);

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
    return grpcCallImport(
        upstream,
        upstreamLength,
        service,
        serviceLength,
        method,
        methodLength,
        metadata,
        metadataLength,
        message,
        messageLength,
        timeout,
        returnId);
  }

  @Import(module = "env", name = "proxy_grpc_call")
  private static native int grpcCallImport(
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
      int returnId);

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
    return grpcStreamImport(
        upstream,
        upstreamLength,
        service,
        serviceLength,
        method,
        methodLength,
        metadata,
        metadataLength,
        returnId);
  }

  @Import(module = "env", name = "proxy_grpc_stream")
  private static native int grpcStreamImport(
      int upstream,
      int upstreamLength,
      int service,
      int serviceLength,
      int method,
      int methodLength,
      int metadata,
      int metadataLength,
      int returnId);

  @Override
  public int grpcSend(int id, int message, int messageLength, int endStream) {
    return grpcSendImport(id, message, messageLength, endStream);
  }

  @Import(module = "env", name = "proxy_grpc_send")
  private static native int grpcSendImport(int id, int message, int messageLength, int endStream);

  @Override
  public int grpcCancel(int id) {
    return grpcCancelImport(id);
  }

  @Import(module = "env", name = "proxy_grpc_cancel")
  private static native int grpcCancelImport(int id);

  @Override
  public int grpcClose(int id) {
    return grpcCloseImport(id);
  }

  @Import(module = "env", name = "proxy_grpc_close")
  private static native int grpcCloseImport(int id);

  @Override
  public int getStatus(int returnCode, int returnData, int returnLength) {
    return getStatusImport(returnCode, returnData, returnLength);
  }

  @Import(module = "env", name = "proxy_get_status")
  private static native int getStatusImport(int returnCode, int returnData, int returnLength);
}
