package dev.weir.wasm.service.filter;

import dev.weir.wasm.limits.HostShares;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.SharedData;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * Puts the proxy's shares where all filters read them ({@link HostShares}). What the daemon has
 * said later is never replaced by what it has said before, though an answer come late and to
 * another worker: versions only grow, but for those of shares that have grown old.
 */
final class SharesKeeper {

  private static final int MOMENT = HostShares.VERSION;

  private final Host host;
  private final Slice key;
  private final Slice value = new Slice();
  private long version;
  private long even;

  SharesKeeper(Host host) {
    this.host = host;
    this.key = host.constant(HostShares.KEY);
  }

  /** Looks at what is there. */
  void look(long nanos) {
    version = 0;
    even = 0;
    if (find()) {
      Memory memory = host.memory();
      boolean fresh = HostShares.periods(nanos, memory.load64(value.address())) == 0;
      version = fresh ? memory.load64(value.address() + HostShares.VERSION) : 0;
      even = memory.load64(value.address() + HostShares.EVEN);
    }
  }

  private boolean find() {
    return host.sharedData().get(key, value) == Status.OK && value.length() >= HostShares.FIRST;
  }

  /** Version of the shares in force, 0 for none, as they were looked at last. */
  long version() {
    return version;
  }

  /** The part that the proxy takes when it goes by itself, the bits of a double; 0 for none. */
  long even() {
    return even;
  }

  /** Other shares are the proxy's. */
  void put(Slice table, long nanos) {
    look(nanos);
    int swap = even == 0 ? SharedData.CREATE : host.sharedData().version();
    int address = host.buffers().allocate(MOMENT + table.length());
    Memory memory = host.memory();
    boolean whole = table.length() >= HostShares.FIRST - MOMENT;
    if (address != 0 && whole && memory.load64(table.address()) >= version) {
      memory.store64(address, nanos);
      memory.copy(table.address(), address + MOMENT, table.length());
      value.set(address, MOMENT + table.length());
      host.sharedData().set(key, value, swap);
    }
  }

  /** The shares of a version hold on. */
  void confirm(long same, long nanos) {
    if (find() && host.memory().load64(value.address() + HostShares.VERSION) == same) {
      host.memory().store64(value.address(), nanos);
      host.sharedData().set(key, value, host.sharedData().version());
    }
  }
}
