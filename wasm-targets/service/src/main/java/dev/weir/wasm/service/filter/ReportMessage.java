package dev.weir.wasm.service.filter;

import dev.weir.wasm.limits.LedgerFormat;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.SharedData;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * Writes the message {@code Report} of {@code weir.v1.Host}, protobuf's wire format: {@code
 * sfixed64 epoch = 1; sfixed64 now = 2; sfixed64 known = 3; sfixed64 whole = 4; repeated bytes page
 * = 5; sfixed64 shares = 6; double even = 7}. A page is its number and what {@link LedgerFormat}
 * says; pages that the daemon has had as they are now are left out. A daemon that was not the last
 * to answer is sent everything.
 */
final class ReportMessage {

  private static final int TAG = 1;
  private static final int FIXED64 = 8;
  private static final int WIRE_FIXED64 = 1;
  private static final int PAGE = 5 << 3 | 2;
  private static final int HEADS = 6 * (TAG + FIXED64);

  /** Tag, length in three bytes, number. */
  private static final int PAGE_HEAD = 5;

  private static final int NEVER = 0;

  private final Host host;
  private final SharesKeeper shares;
  private final Slice epoch;
  private final Slice[] keys;
  private final int[] had;
  private final int[] sent;
  private final Slice value = new Slice();
  private final Slice message = new Slice();
  private long known;
  private boolean whole = true;

  ReportMessage(Host host, SharesKeeper shares) {
    this.host = host;
    this.shares = shares;
    this.epoch = host.constant(LedgerFormat.EPOCH);
    String[] filters = LedgerFormat.filters();
    this.keys = new Slice[filters.length * LedgerFormat.PAGES];
    for (int i = 0; i < filters.length; i++) {
      Slice[] own = LedgerFormat.keys(host, filters[i]);
      System.arraycopy(own, 0, keys, i * LedgerFormat.PAGES, own.length);
    }
    this.had = new int[keys.length];
    this.sent = new int[keys.length];
  }

  /** The message of now, until the buffers are rewound; empty where nothing can be said. */
  Slice write(long nanos) {
    message.set(0, 0);
    int room = HEADS + keys.length * (PAGE_HEAD + LedgerFormat.MAX_PAGE);
    long began = began(nanos);
    int from = began == 0 ? 0 : host.buffers().allocate(room);
    if (from == 0) {
      return message;
    }
    int at = head(from, 1, began);
    at = head(at, 2, nanos);
    at = head(at, 3, known);
    at = head(at, 4, whole ? 1 : 0);
    int mark = host.buffers().mark();
    shares.look(nanos);
    at = head(at, 6, shares.version());
    at = head(at, 7, shares.even());
    host.buffers().rewind(mark);
    for (int i = 0; i < keys.length; i++) {
      at = page(at, i);
      host.buffers().rewind(mark);
    }
    message.set(from, at - from);
    return message;
  }

  /** When counting began; this moment where it did not yet. 0 when shared data does not work. */
  private long began(long nanos) {
    int status = host.sharedData().get(epoch, value);
    if (status == Status.OK && value.length() == FIXED64) {
      return host.memory().load64(value.address());
    }
    int address = status == Status.NOT_FOUND ? host.buffers().allocate(FIXED64) : 0;
    if (address != 0) {
      host.memory().store64(address, nanos);
      value.set(address, FIXED64);
      status = host.sharedData().set(epoch, value, SharedData.CREATE);
    }
    return address != 0 && status == Status.OK ? nanos : 0;
  }

  private int head(int at, int field, long number) {
    host.memory().store8(at, field << 3 | WIRE_FIXED64);
    host.memory().store64(at + TAG, number);
    return at + TAG + FIXED64;
  }

  private int page(int at, int number) {
    int status = host.sharedData().get(keys[number], value);
    int version = status == Status.OK ? host.sharedData().version() : NEVER;
    sent[number] = version;
    boolean told = version == NEVER || (!whole && version == had[number]);
    if (told || value.length() > LedgerFormat.MAX_PAGE) {
      return at;
    }
    Memory memory = host.memory();
    int length = value.length() + 1;
    memory.store8(at, PAGE);
    memory.store8(at + 1, length | 0x80);
    memory.store8(at + 2, length >> 7 | 0x80);
    memory.store8(at + 3, length >> 14);
    memory.store8(at + 4, number);
    memory.copy(value.address(), at + PAGE_HEAD, value.length());
    return at + PAGE_HEAD + value.length();
  }

  /** What was written last has arrived at a daemon of this id. */
  void arrived(long daemon) {
    whole = daemon != known;
    known = daemon;
    System.arraycopy(sent, 0, had, 0, sent.length);
  }
}
