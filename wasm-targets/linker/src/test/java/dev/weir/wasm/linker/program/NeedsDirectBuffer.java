package dev.weir.wasm.linker.program;

import java.nio.ByteBuffer;

/** Allocates in linear memory. */
public final class NeedsDirectBuffer {

  private NeedsDirectBuffer() {}

  /** The entry point. */
  public static void main(String[] arguments) {
    Abi.reach();
    Abi.log(0, 0, ByteBuffer.allocateDirect(8).get(0));
  }
}
