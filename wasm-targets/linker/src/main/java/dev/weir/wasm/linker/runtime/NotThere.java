package dev.weir.wasm.linker.runtime;

/** Stands where something is made that is left out of a build. */
public final class NotThere {

  private NotThere() {}

  /** Always throws. */
  @SuppressWarnings("DoNotCallSuggester") // the linker writes calls of it
  public static void refuse() {
    throw new UnsupportedOperationException();
  }
}
