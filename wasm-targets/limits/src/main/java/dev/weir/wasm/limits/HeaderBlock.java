package dev.weir.wasm.limits;

import dev.weir.wasm.sdk.HeaderMap;
import dev.weir.wasm.sdk.HeaderPairs;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.abi.Region;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * The headers of a request out of one call of the host: each call that returns bytes costs the
 * same, one header or all. Who sends the request says how many there are: of more than {@value
 * #MOST_HEADERS}, or of more than {@value #MOST_BYTES} bytes, each is asked for by itself, so that
 * neither time nor memory grows with what nobody asked for.
 */
public final class HeaderBlock {

  /** Most headers that are taken at once. */
  static final int MOST_HEADERS = 64;

  /** Most bytes, as the ABI serializes them, that are taken at once. */
  static final int MOST_BYTES = 4_096;

  private final Memory memory;
  private final Region buffers;
  private final HeaderMap headers;
  private final HeaderPairs.Reader reader;
  private final Slice block = new Slice();
  private final Slice nextName = new Slice();
  private final Slice nextValue = new Slice();
  private boolean taken;

  /** Headers of the request whose callback runs. */
  public HeaderBlock(Host host) {
    this.memory = host.memory();
    this.buffers = host.buffers();
    this.headers = host.headers(MapType.REQUEST_HEADERS);
    this.reader = new HeaderPairs.Reader(memory);
  }

  /**
   * A request comes: takes its headers, if they are few.
   *
   * @param count how many there are
   */
  public void take(int count) {
    taken = false;
    if (count <= MOST_HEADERS) {
      int bound = buffers.bound();
      buffers.bound(Math.min(bound, buffers.mark() + MOST_BYTES));
      taken = headers.pairs(block) == Status.OK && block.length() > 0;
      buffers.bound(bound);
    }
  }

  /** Points {@code value} at a header's value, as {@link HeaderMap#get} does. */
  public int get(Slice name, Slice value) {
    if (!taken) {
      return headers.get(name, value);
    }
    reader.open(block);
    while (reader.next(nextName, nextValue)) {
      if (is(name)) {
        value.set(nextValue.address(), nextValue.length());
        return Status.OK;
      }
    }
    return Status.NOT_FOUND;
  }

  private boolean is(Slice name) {
    return name.length() == nextName.length()
        && LimitTable.equal(memory, name.address(), nextName.address(), name.length());
  }
}
