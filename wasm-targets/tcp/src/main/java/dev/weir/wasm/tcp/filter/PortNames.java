package dev.weir.wasm.tcp.filter;

import dev.weir.wasm.limits.RequestValues;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * Names of a connection's resources, {@code tcp:PORT} and {@code tcp:PORT/bytes}, in linear memory.
 */
final class PortNames {

  private static final String PREFIX = "tcp:";
  private static final String BYTES = "/bytes";
  private static final int MAX_DIGITS = 5;
  private static final int MAX_PORT = 65_535;
  private static final int PROPERTY_BYTES = 8;

  private final Host host;
  private final Slice property;
  private final Slice source;
  private final Slice room;
  private final Slice bytesSuffix;
  private final Slice value = new Slice();
  private final Slice name = new Slice();

  PortNames(Host host) {
    this.host = host;
    this.property = host.constant("destination\0port");
    this.source = host.constant("source\0address");
    this.room = host.constant(PREFIX + "00000" + BYTES);
    this.bytesSuffix = host.constant(BYTES);
  }

  /**
   * The resource of the connection whose callback runs; no bytes when its port is not known. Valid
   * until it is asked again.
   */
  Slice resource(boolean ofBytes) {
    name.set(0, 0);
    if (host.property(property, value) != Status.OK || value.length() != PROPERTY_BYTES) {
      return name;
    }
    long port = host.memory().load64(value.address());
    if (port < 0 || port > MAX_PORT) {
      return name;
    }
    write((int) port, ofBytes);
    return name;
  }

  /** Points at the address of the connection's client without its port; false if not known. */
  boolean client(Slice address) {
    return host.property(source, address) == Status.OK
        && RequestValues.cutPort(host.memory(), address);
  }

  private void write(int port, boolean ofBytes) {
    Memory memory = host.memory();
    int at = room.address() + PREFIX.length();
    int digits = 1;
    for (int rest = port / 10; rest > 0; rest /= 10) {
      digits++;
    }
    int rest = port;
    for (int i = Math.min(digits, MAX_DIGITS) - 1; i >= 0; i--) {
      memory.store8(at + i, '0' + rest % 10);
      rest /= 10;
    }
    int end = at + digits;
    if (ofBytes) {
      memory.copy(bytesSuffix.address(), end, bytesSuffix.length());
      end += bytesSuffix.length();
    }
    name.set(room.address(), end - room.address());
  }
}
