package dev.weir.wasm.service.filter;

import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.SharedData;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * Which of a proxy's workers does the work: the one that has renewed the lease last. It is a moment
 * in shared data, written by compare-and-swap; who finds there what he wrote himself holds it, and
 * one that was not renewed for {@value #TERM_NANOS} ns is anybody's. So a worker whose VM has
 * trapped is replaced by another without anybody's help.
 */
final class Lease {

  /** Not renewed for so long, it is free. */
  static final long TERM_NANOS = 500_000_000L;

  private static final int BYTES = 8;

  private final Host host;
  private final Slice key;
  private final Slice room;
  private final Slice value = new Slice();
  private long written;

  Lease(Host host) {
    this.host = host;
    this.key = host.constant("weir.service/lease");
    this.room = host.constant("00000000");
  }

  /** Takes or renews it; whether this worker holds it now. */
  boolean hold(long nanos) {
    int status = host.sharedData().get(key, value);
    if (status == Status.NOT_FOUND) {
      return write(nanos, SharedData.CREATE);
    }
    if (status != Status.OK) {
      return false;
    }
    int version = host.sharedData().version();
    boolean readable = value.length() == BYTES;
    long renewed = readable ? host.memory().load64(value.address()) : 0;
    boolean mine = readable && renewed == written;
    boolean free = nanos - renewed > TERM_NANOS || renewed - nanos > TERM_NANOS;
    return (mine || free) && write(nanos, version);
  }

  private boolean write(long nanos, int version) {
    host.memory().store64(room.address(), nanos);
    boolean done = host.sharedData().set(key, room, version) == Status.OK;
    if (done) {
      written = nanos;
    }
    return done;
  }
}
