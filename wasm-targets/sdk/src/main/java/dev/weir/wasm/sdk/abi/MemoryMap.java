package dev.weir.wasm.sdk.abi;

/**
 * How linear memory is divided. Its size is fixed when the module is linked (512 pages); pages that
 * are never touched cost nothing.
 */
public final class MemoryMap {

  /** Where host calls leave numbers; below lies TeaVM's data, which the linker checks. */
  public static final int RETURNS = 65_536;

  /** Bytes that are written once and stay: header names. */
  public static final int CONSTANTS = RETURNS + 64;

  /**
   * What the host returns, taken back when the callback ends. Larger than the largest header that
   * Envoy can be configured to accept (8 MiB, max_request_headers_kb), so that no request can
   * exhaust it.
   */
  public static final int CALL_BUFFERS = 131_072;

  /** The program's own. */
  public static final int PROGRAM = CALL_BUFFERS + (10 << 20);

  /** Behind the last byte. */
  public static final int END = 32 << 20;

  private MemoryMap() {}
}
