package dev.weir.wasm.sdk.abi;

/**
 * Calls to other services, answered by callbacks of the context that made them. Named and numbered
 * as in the ABI; see {@link HostCalls}.
 */
public interface CalloutCalls {

  /** proxy_http_call: one HTTP request; timeout in milliseconds. */
  int httpCall(
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

  /** proxy_grpc_call: one message and its answer; timeout in milliseconds. */
  int grpcCall(
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

  /** proxy_grpc_stream: a stream of messages. */
  int grpcStream(
      int upstream,
      int upstreamLength,
      int service,
      int serviceLength,
      int method,
      int methodLength,
      int metadata,
      int metadataLength,
      int returnId);

  /** proxy_grpc_send: one message of a stream. */
  int grpcSend(int id, int message, int messageLength, int endStream);

  /** proxy_grpc_cancel: ends a call or stream at once. */
  int grpcCancel(int id);

  /** proxy_grpc_close: ends this side of a stream. */
  int grpcClose(int id);

  /** proxy_get_status: how the call that is being answered ended. */
  int getStatus(int returnCode, int returnData, int returnLength);
}
