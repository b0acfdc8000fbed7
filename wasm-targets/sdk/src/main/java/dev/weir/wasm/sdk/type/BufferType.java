package dev.weir.wasm.sdk.type;

/** Buffers of the host. */
public final class BufferType {

  /** Body of the request. */
  public static final int REQUEST_BODY = 0;

  /** Body of the response. */
  public static final int RESPONSE_BODY = 1;

  /** What the VM was started with. */
  public static final int VM_CONFIGURATION = 6;

  /** What the plugin is configured with. */
  public static final int PLUGIN_CONFIGURATION = 7;

  private BufferType() {}
}
