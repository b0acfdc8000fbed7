package dev.weir.wasm.sdk.context;

/** Is called at the period that the filter asked for. */
public interface TickContext {

  /** The period has passed. */
  void onTick();
}
