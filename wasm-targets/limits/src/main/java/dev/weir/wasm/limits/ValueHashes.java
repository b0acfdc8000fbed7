package dev.weir.wasm.limits;

import dev.weir.engine.call.Arguments;
import dev.weir.engine.call.ParamHash;
import dev.weir.wasm.limits.param.ParamKey;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.type.Slice;

/** Gives calls the hashes of what hotspot rules look at; no text is made of a value. */
final class ValueHashes {

  private final CallValues values;
  private final ParamHash hash;
  private final Slice value = new Slice();
  private final MemoryText text;

  ValueHashes(Host host, CallValues values, ParamHash hash) {
    this.values = values;
    this.hash = hash;
    this.text = new MemoryText(host.memory(), value);
  }

  /** Gives a call what the rules of its resource look at. */
  void bring(Limit limit, Visit visit) {
    ParamKey[] params = limit.params();
    if (params.length > 0) {
      Arguments arguments = visit.entry.arguments().clear();
      for (int i = 0; i < params.length; i++) {
        boolean found = values.find(params[i], value);
        arguments.args().hashed(found ? hash.ofString(text) : ParamHash.NONE);
      }
    }
  }
}
