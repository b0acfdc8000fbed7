package dev.weir.wasm.sdk.type;

/** Buffers of the host. */
public final class BufferType {

  /** Body of the request. */
  public static final int REQUEST_BODY = 0;

  /** Body of the response. */
  public static final int RESPONSE_BODY = 1;

  /** Bytes of the client of a connection. */
  public static final int DOWNSTREAM_DATA = 2;

  /** Bytes of the service of a connection. */
  public static final int UPSTREAM_DATA = 3;

  /** Body of the answer to an HTTP call. */
  public static final int HTTP_CALL_RESPONSE_BODY = 4;

  /** Message of a gRPC call. */
  public static final int GRPC_CALL_MESSAGE = 5;

  /** What the VM was started with. */
  public static final int VM_CONFIGURATION = 6;

  /** What the plugin is configured with. */
  public static final int PLUGIN_CONFIGURATION = 7;

  /** What a foreign function is called with. */
  public static final int FOREIGN_FUNCTION_ARGUMENTS = 8;

  private BufferType() {}
}
