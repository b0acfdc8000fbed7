package dev.weir.wasm.linker.program;

import java.util.concurrent.locks.ReentrantLock;

/** Uses a class that TeaVM's library lacks. */
public final class NeedsLock {

  private NeedsLock() {}

  /** The entry point. */
  public static void main(String[] arguments) {
    Abi.reach();
    new ReentrantLock().lock();
  }
}
