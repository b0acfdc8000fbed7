package dev.weir.wasm.service.filter;

import dev.weir.wasm.limits.HostFigures;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;

/**
 * Reads the message {@code HostFigures} of {@code weir.v1.Host}, protobuf's wire format: {@code
 * double load = 1; double cpu_usage = 2; sfixed64 memory_bytes = 3; sfixed64 daemon = 4}. The first
 * three must be there; fields of 64 bits that are not known are left out, any other makes the
 * message unreadable.
 */
final class FiguresMessage {

  /** Longest message, in bytes. */
  static final int MAX = 256;

  private static final int TAG = 1;
  private static final int FIXED64 = 8;
  private static final int WIRE_FIXED64 = 1;
  private static final int WIRE_MASK = 7;
  private static final int ALL = 0b1110;
  private static final int DAEMON = 4;

  private final Host host;
  private final Slice value;
  private long daemon;

  FiguresMessage(Host host) {
    this.host = host;
    this.value = host.constant("0".repeat(HostFigures.BYTES));
  }

  /** Takes a message; whether it could be read. */
  boolean read(Slice message) {
    Memory memory = host.memory();
    int seen = 0;
    daemon = 0;
    int at = message.address();
    while (at + TAG + FIXED64 <= message.end()) {
      int tag = memory.load8(at) & 0xff;
      int field = tag >> 3;
      if ((tag & WIRE_MASK) != WIRE_FIXED64 || tag > 0x7f) {
        return false;
      }
      if (field >= 1 && field <= 3) {
        memory.store64(value.address() + offset(field), memory.load64(at + TAG));
        seen |= 1 << field;
      } else if (field == DAEMON) {
        daemon = memory.load64(at + TAG);
      }
      at += TAG + FIXED64;
    }
    return at == message.end() && seen == ALL;
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

  /** What was read last, as filters look at it. */
  Slice value(long nanos) {
    host.memory().store64(value.address(), nanos);
    return value;
  }
}
