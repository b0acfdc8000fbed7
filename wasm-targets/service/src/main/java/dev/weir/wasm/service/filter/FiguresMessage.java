package dev.weir.wasm.service.filter;

import dev.weir.wasm.limits.HostFigures;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;

/**
 * Reads the message {@code HostFigures} of {@code weir.v1.Host}, protobuf's wire format: {@code
 * double load = 1; double cpu_usage = 2; sfixed64 memory_bytes = 3; sfixed64 daemon = 4; bytes
 * shares = 5; sfixed64 same = 6}. The first three must be there; fields of 64 bits that are not
 * known are left out, any other makes the message unreadable.
 */
final class FiguresMessage {

  /** Longest message, in bytes. */
  static final int MAX = 256 + (32 << 10);

  private static final int TAG = 1;
  private static final int FIXED64 = 8;
  private static final int WIRE_FIXED64 = 1;
  private static final int WIRE_MASK = 7;
  private static final int ALL = 0b1110;
  private static final int LENGTH_BITS = 21;
  private static final int DAEMON = 4;
  private static final int SAME = 6;
  private static final int SHARES = 5 << 3 | 2;

  private final Host host;
  private final Slice value;
  private final Slice shares = new Slice();
  private long daemon;
  private long same;

  FiguresMessage(Host host) {
    this.host = host;
    this.value = host.constant("0".repeat(HostFigures.BYTES));
  }

  /** Takes a message; whether it could be read. */
  boolean read(Slice message) {
    Memory memory = host.memory();
    int seen = 0;
    daemon = 0;
    same = 0;
    shares.set(0, 0);
    int at = message.address();
    while (at < message.end()) {
      int tag = memory.load8(at) & 0xff;
      if (tag == SHARES) {
        at = shares(at + TAG, message.end());
      } else if ((tag & WIRE_MASK) == WIRE_FIXED64 && tag <= 0x7f) {
        at += TAG + FIXED64;
        if (at <= message.end()) {
          seen |= 1 << fixed(tag >> 3, at - FIXED64);
        }
      } else {
        return false;
      }
    }
    return at == message.end() && (seen & ALL) == ALL;
  }

  private int fixed(int field, int at) {
    long number = host.memory().load64(at);
    if (field >= 1 && field <= 3) {
      host.memory().store64(value.address() + offset(field), number);
    } else if (field == DAEMON) {
      daemon = number;
    } else if (field == SAME) {
      same = number;
    }
    return field;
  }

  /** Finds the shares behind their length; where they end. */
  private int shares(int at, int end) {
    int length = 0;
    int from = at;
    for (int shift = 0; from < end && shift < LENGTH_BITS; shift += 7) {
      int octet = host.memory().load8(from++);
      length |= (octet & 0x7f) << shift;
      if (octet >= 0) {
        shares.set(from, Math.min(length, end - from));
        return from + length;
      }
    }
    return end + 1;
  }

  private static int offset(int field) {
    return switch (field) {
      case 1 -> HostFigures.LOAD;
      case 2 -> HostFigures.CPU;
      default -> HostFigures.MEMORY;
    };
  }

  /** Which daemon has sent what was read last; 0 when it does not say. */
  long daemon() {
    return daemon;
  }

  /** The shares that were read last; empty when there were none. */
  Slice shares() {
    return shares;
  }

  /** The version of the shares that hold on; 0 when none was read. */
  long same() {
    return same;
  }

  /** What was read last, as filters look at it. */
  Slice value(long nanos) {
    host.memory().store64(value.address(), nanos);
    return value;
  }
}
