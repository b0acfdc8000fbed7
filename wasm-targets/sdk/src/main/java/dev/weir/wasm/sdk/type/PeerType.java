package dev.weir.wasm.sdk.type;

/** Who closed a connection. */
public final class PeerType {

  /** Not known. */
  public static final int UNKNOWN = 0;

  /** The proxy. */
  public static final int LOCAL = 1;

  /** The other side. */
  public static final int REMOTE = 2;

  private PeerType() {}
}
