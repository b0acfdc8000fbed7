package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.abi.StreamCalls;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * Headers, trailers or metadata of the stream, or of the call, whose callback runs. Names are in
 * lower case; {@code :method}, {@code :path} and their kind are among them.
 */
public final class HeaderMap {

  private final StreamCalls calls;
  private final Returns returns;
  private final int type;

  HeaderMap(StreamCalls calls, Returns returns, int type) {
    this.calls = calls;
    this.returns = returns;
    this.type = type;
  }

  /** Points {@code value} at a header's value, of several of one name the first. */
  public int get(Slice name, Slice value) {
    int status =
        calls.getHeaderMapValue(
            type, name.address(), name.length(), returns.bytes(), Returns.LENGTH);
    return returns.to(value, status);
  }

  /** Adds a header; others of that name stay. */
  public int add(Slice name, Slice value) {
    return calls.addHeaderMapValue(
        type, name.address(), name.length(), value.address(), value.length());
  }

  /** Sets a header; others of that name go. */
  public int replace(Slice name, Slice value) {
    return calls.replaceHeaderMapValue(
        type, name.address(), name.length(), value.address(), value.length());
  }

  /** Takes all headers of that name out. */
  public int remove(Slice name) {
    return calls.removeHeaderMapValue(type, name.address(), name.length());
  }

  /** How many bytes all of them take, serialized; -1 when there is no such map now. */
  public int size() {
    return calls.getHeaderMapSize(type, Returns.NUMBER) == Status.OK ? returns.small() : -1;
  }

  /** Points {@code pairs} at all of them, serialized; {@link HeaderPairs.Reader} walks them. */
  public int pairs(Slice pairs) {
    return returns.to(pairs, calls.getHeaderMapPairs(type, returns.bytes(), Returns.LENGTH));
  }

  /** Replaces all of them by what {@link HeaderPairs#write} wrote. */
  public int setPairs(Slice pairs) {
    return calls.setHeaderMapPairs(type, pairs.address(), pairs.length());
  }
}
