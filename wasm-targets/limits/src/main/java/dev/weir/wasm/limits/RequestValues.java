package dev.weir.wasm.limits;

import dev.weir.wasm.limits.param.ParamKey;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * What a request has: headers, path, parameters of the query, cookies, its client. Values are taken
 * as sent; of several of one name the first counts.
 */
public final class RequestValues implements CallValues {

  private final Host host;
  private final HeaderBlock headers;
  private final Slice path;
  private final Slice method;
  private final Slice authority;
  private final Slice cookie;
  private final Slice client;
  private final Slice name = new Slice();

  /** Values of the request whose callback runs. */
  public RequestValues(Host host, HeaderBlock headers) {
    this.host = host;
    this.headers = headers;
    this.path = host.constant(":path");
    this.method = host.constant(":method");
    this.authority = host.constant(":authority");
    this.cookie = host.constant("cookie");
    this.client = host.constant("source\0address");
  }

  /** Where its headers are. */
  HeaderBlock headers() {
    return headers;
  }

  @Override
  public boolean find(ParamKey key, Slice value) {
    return switch (key.source()) {
      case CLIENT -> client(value);
      case HOST -> headers.get(authority, value) == Status.OK;
      case METHOD -> headers.get(method, value) == Status.OK;
      case PATH -> headers.get(path, value) == Status.OK && cut(value, 0, queryAt(value));
      case HEADER -> headers.get(name(key.name()), value) == Status.OK;
      case QUERY ->
          headers.get(path, value) == Status.OK && pair(value, queryAt(value) + 1, '&', key);
      case COOKIE -> headers.get(cookie, value) == Status.OK && pair(value, 0, ';', key);
    };
  }

  /**
   * The same of bytes that are there already.
   *
   * @param whole a path with its query, or of a cookie the header
   */
  boolean within(ParamKey key, Slice whole, Slice value) {
    value.set(whole.address(), whole.length());
    return switch (key.source()) {
      case PATH -> cut(value, 0, queryAt(value));
      case QUERY -> pair(value, queryAt(value) + 1, '&', key);
      default -> pair(value, 0, ';', key);
    };
  }

  /** The address that the proxy takes for the client's, without its port. */
  private boolean client(Slice value) {
    return host.property(client, value) == Status.OK && cutPort(host.memory(), value);
  }

  /** Cuts the port off an address that has one. */
  public static boolean cutPort(Memory memory, Slice address) {
    int end = address.end();
    while (end > address.address() && isDigit(memory.load8(end - 1))) {
      end--;
    }
    if (end - address.address() > 1 && memory.load8(end - 1) == ':') {
      address.set(address.address(), end - 1 - address.address());
    }
    return true;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  private static boolean cut(Slice value, int from, int to) {
    value.set(value.address() + from, to - from);
    return true;
  }

  /** A header's name in linear memory, until the callback ends. */
  private Slice name(String text) {
    int length = Utf8.length(text);
    int address = host.buffers().allocate(length);
    name.set(address, address == 0 ? 0 : Utf8.write(host.memory(), address, text));
    return name;
  }

  /** Where the query's question mark is, or the end. */
  private int queryAt(Slice value) {
    int at = 0;
    while (at < value.length() && byteAt(value, at) != '?') {
      at++;
    }
    return at;
  }

  /** Cuts out the value behind {@code name=} among pairs from a place on. */
  private boolean pair(Slice value, int from, char divider, ParamKey key) {
    int at = from;
    while (at < value.length()) {
      while (at < value.length() && byteAt(value, at) == ' ') {
        at++;
      }
      int end = at;
      while (end < value.length() && byteAt(value, end) != divider) {
        end++;
      }
      int behind = behindName(value, at, end, key.name());
      if (behind >= 0) {
        return cut(value, behind, end);
      }
      at = end + 1;
    }
    return false;
  }

  /** Where the value begins if the pair has that name, in ASCII; else -1. */
  private int behindName(Slice value, int from, int end, String name) {
    int behind = from + name.length();
    if (behind >= end || byteAt(value, behind) != '=') {
      return -1;
    }
    for (int i = 0; i < name.length(); i++) {
      if (byteAt(value, from + i) != name.charAt(i)) {
        return -1;
      }
    }
    return behind + 1;
  }

  private int byteAt(Slice value, int index) {
    return host.memory().load8(value.address() + index) & 0xff;
  }
}
