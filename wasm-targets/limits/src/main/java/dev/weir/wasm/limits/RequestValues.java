package dev.weir.wasm.limits;

import dev.weir.wasm.limits.param.ParamKey;
import dev.weir.wasm.sdk.HeaderMap;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import org.jspecify.annotations.Nullable;

/**
 * What a request has: headers, path, parameters of the query, cookies, its client. Values are taken
 * as sent; of several of one name the first counts, of headers all, joined by commas as the proxy
 * has them.
 */
public final class RequestValues implements CallValues {

  private final Host host;
  private final HeaderMap headers;
  private final Slice path;
  private final Slice method;
  private final Slice authority;
  private final Slice cookie;
  private final Slice client;
  private final Slice value = new Slice();

  /** Values of the request whose callback runs. */
  public RequestValues(Host host) {
    this.host = host;
    this.headers = host.headers(MapType.REQUEST_HEADERS);
    this.path = host.constant(":path");
    this.method = host.constant(":method");
    this.authority = host.constant(":authority");
    this.cookie = host.constant("cookie");
    this.client = host.constant("source\0address");
  }

  @Override
  public @Nullable String of(ParamKey key) {
    return switch (key.source()) {
      case CLIENT -> client();
      case HOST -> header(authority);
      case METHOD -> header(method);
      case PATH -> headers.get(path, value) == Status.OK ? text(0, queryAt()) : null;
      case HEADER -> header(host.text(key.name()));
      case QUERY -> headers.get(path, value) == Status.OK ? pair(queryAt() + 1, '&', key) : null;
      case COOKIE -> headers.get(cookie, value) == Status.OK ? pair(0, ';', key) : null;
    };
  }

  /** The address that the proxy takes for the client's, without its port. */
  private @Nullable String client() {
    if (host.property(client, value) != Status.OK) {
      return null;
    }
    int end = value.length();
    while (end > 0 && byteAt(end - 1) >= '0' && byteAt(end - 1) <= '9') {
      end--;
    }
    return end > 1 && byteAt(end - 1) == ':' ? text(0, end - 1) : text(0, value.length());
  }

  private @Nullable String header(Slice name) {
    return headers.get(name, value) == Status.OK ? text(0, value.length()) : null;
  }

  /** Where the query's question mark is, or the end. */
  private int queryAt() {
    int at = 0;
    while (at < value.length() && byteAt(at) != '?') {
      at++;
    }
    return at;
  }

  /** The value behind {@code name=} among pairs from a place on. */
  private @Nullable String pair(int from, char divider, ParamKey key) {
    int at = from;
    while (at < value.length()) {
      while (at < value.length() && byteAt(at) == ' ') {
        at++;
      }
      int end = at;
      while (end < value.length() && byteAt(end) != divider) {
        end++;
      }
      int behind = behindName(at, end, key.name());
      if (behind >= 0) {
        return text(behind, end);
      }
      at = end + 1;
    }
    return null;
  }

  /** Where the value begins if the pair has that name, in ASCII; else -1. */
  private int behindName(int from, int end, String name) {
    int behind = from + name.length();
    if (behind >= end || byteAt(behind) != '=') {
      return -1;
    }
    for (int i = 0; i < name.length(); i++) {
      if (byteAt(from + i) != name.charAt(i)) {
        return -1;
      }
    }
    return behind + 1;
  }

  private String text(int from, int to) {
    String read = Utf8.read(host.memory(), value.address() + from, to - from);
    return read == null ? bytes(from, to) : read;
  }

  /** What is no UTF-8, byte by byte. */
  private String bytes(int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      text.append((char) byteAt(i));
    }
    return text.toString();
  }

  private int byteAt(int index) {
    Memory memory = host.memory();
    return memory.load8(value.address() + index) & 0xff;
  }
}
