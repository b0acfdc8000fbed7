package dev.weir.wasm.linker;

import org.teavm.backend.wasm.model.WasmModule;

/** One change to a module. */
@FunctionalInterface
interface RelinkStep {

  /**
   * Changes the module, or refuses it.
   *
   * @throws LinkException when the program needs what the target lacks
   */
  void apply(WasmModule module) throws LinkException;
}
