package dev.weir.conformance.wasm;

/** Where the engine's module runs. */
interface Vm extends AutoCloseable {

  /** Runs a script; gives its answers as the module wrote them. */
  byte[] run(byte[] script);

  @Override
  void close();
}
