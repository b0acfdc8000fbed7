package dev.weir.wasm.limits;

import dev.weir.wasm.limits.param.ParamKey;
import org.jspecify.annotations.Nullable;

/** Gives what a call has that hotspot rules look at; asked only while the call's callback runs. */
@FunctionalInterface
public interface CallValues {

  /** The value; null when the call does not have it. */
  @Nullable String of(ParamKey key);
}
