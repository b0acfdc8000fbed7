package dev.weir.wasm.sdk.type;

/** What becomes of a stream after a headers callback. */
public final class Action {

  /** It goes on. */
  public static final int CONTINUE = 0;

  /** It waits, or ends by a local response. */
  public static final int PAUSE = 1;

  private Action() {}
}
