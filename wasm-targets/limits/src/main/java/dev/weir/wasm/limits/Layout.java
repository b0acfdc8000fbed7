package dev.weir.wasm.limits;

import dev.weir.rule.Fallback;
import dev.weir.rule.Rule;
import dev.weir.wasm.sdk.HeaderPairs;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.abi.MemoryMap;
import dev.weir.wasm.sdk.abi.Region;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;
import org.jspecify.annotations.Nullable;

/**
 * Where rules lie in linear memory: keys, answers, the table. There are two halves; the one that is
 * not in force is written, so that a failure on the way leaves the other untouched.
 */
final class Layout {

  private static final int MIDDLE = (MemoryMap.PROGRAM + MemoryMap.END) / 2;

  private final Host host;
  private final Dialect dialect;
  private final Slice details;
  private Half spare = new Half(new Region(MemoryMap.PROGRAM, MIDDLE));
  private Half inForce = new Half(new Region(MIDDLE, MemoryMap.END));
  private Half written = inForce;

  /** One half, and the answer of rules without a fallback, laid down once in it. */
  private static final class Half {

    final Region region;
    @Nullable LocalResponse standard;

    Half(Region region) {
      this.region = region;
    }
  }

  Layout(Host host, Dialect dialect) {
    this.host = host;
    this.dialect = dialect;
    this.details = host.constant(dialect.details());
  }

  /** Begins with the half that is not in force. */
  void begin() {
    spare.region.reset();
    spare.standard = null;
    written = spare;
  }

  /** The half that was written is in force, and may be added to. */
  void end() {
    spare = inForce;
    inForce = written;
  }

  /** What was written since the beginning is not wanted. */
  void abandon() {
    written = inForce;
  }

  /** What a caller gets that the rule blocks. */
  LocalResponse answer(Rule rule) {
    Fallback fallback = rule.policy().fallback();
    return fallback == null ? standard() : answer(fallback);
  }

  private LocalResponse standard() {
    LocalResponse laid = written.standard;
    if (laid == null) {
      laid = answer(dialect.answer());
      written.standard = laid;
    }
    return laid;
  }

  private LocalResponse answer(Fallback fallback) {
    String[] pairs = new String[2 * fallback.headers().size()];
    int i = 0;
    for (Fallback.Header header : fallback.headers()) {
      pairs[i++] = header.key();
      pairs[i++] = header.value();
    }
    int size = HeaderPairs.size(pairs);
    int address = allocate(size);
    HeaderPairs.write(host.memory(), address, pairs);
    return new LocalResponse(
        fallback.status(),
        details,
        text(fallback.body()),
        new Slice(address, size),
        dialect.grpcStatus());
  }

  /** Lays a text down. */
  Slice text(String text) {
    int length = Utf8.length(text);
    int address = allocate(length);
    Utf8.write(host.memory(), address, text);
    return new Slice(address, length);
  }

  /** How many bytes are left. */
  int free() {
    return written.region.free();
  }

  /**
   * Room for so many bytes.
   *
   * @throws RefusedException when there is none
   */
  int allocate(int size) {
    int address = written.region.allocate(size);
    if (address == 0) {
      throw new RefusedException(
          "the rules need more than the " + (MIDDLE - MemoryMap.PROGRAM) + " bytes that are there");
    }
    return address;
  }
}
