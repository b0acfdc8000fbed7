package dev.weir.wasm.linker;

import org.teavm.backend.wasm.model.WasmModule;

/** Removes functions that cannot run. */
final class DeadCode implements RelinkStep {

  @Override
  public void apply(WasmModule module) {
    Reachability reachability = new Reachability(module);
    module.functions.removeIf(function -> !reachability.reaches(function));
  }
}
