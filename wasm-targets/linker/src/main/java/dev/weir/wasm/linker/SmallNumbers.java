package dev.weir.wasm.linker;

import java.util.Comparator;
import org.teavm.backend.wasm.model.WasmEntity;
import org.teavm.backend.wasm.model.WasmModule;

/**
 * Removes types that nothing names, and puts what is named most first: of functions, globals and
 * types the first 128 have numbers of one byte.
 */
final class SmallNumbers implements RelinkStep {

  @Override
  public void apply(WasmModule module) {
    Uses uses = new Uses(module);
    module.types.removeIf(type -> uses.count(type) == 0);
    Comparator<WasmEntity> mostUsed = Comparator.comparing(uses::count, Comparator.reverseOrder());
    module.functions.sort(mostUsed::compare);
    module.globals.sort(mostUsed::compare);
    module.types.sort(mostUsed::compare);
  }
}
