package dev.weir.wasm.sdk.type;

/** How much a log line matters. */
public final class LogLevel {

  /** Steps. */
  public static final int TRACE = 0;

  /** For developers. */
  public static final int DEBUG = 1;

  /** For operators. */
  public static final int INFO = 2;

  /** Odd, handled. */
  public static final int WARN = 3;

  /** Failed. */
  public static final int ERROR = 4;

  /** Nothing works. */
  public static final int CRITICAL = 5;

  private LogLevel() {}
}
