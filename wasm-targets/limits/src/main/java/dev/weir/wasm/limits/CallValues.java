package dev.weir.wasm.limits;

import dev.weir.wasm.limits.param.ParamKey;
import dev.weir.wasm.sdk.type.Slice;

/** Gives what a call has that hotspot rules look at; asked only while the call's callback runs. */
@FunctionalInterface
public interface CallValues {

  /** Points {@code value} at the bytes; false when the call does not have it. */
  boolean find(ParamKey key, Slice value);
}
