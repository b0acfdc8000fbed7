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
  private @Nullable LocalResponse standard;
  private Region spare = new Region(MemoryMap.PROGRAM, MIDDLE);
  private Region inForce = new Region(MIDDLE, MemoryMap.END);

  Layout(Host host, Dialect dialect) {
    this.host = host;
    this.dialect = dialect;
    this.details = host.constant(dialect.details());
  }

  /** Begins with the half that is not in force. */
  void begin() {
    spare.reset();
    standard = null;
  }

  /** The half that was written is in force. */
  void end() {
    Region written = spare;
    spare = inForce;
    inForce = written;
  }

  /** What a caller gets that the rule blocks. */
  LocalResponse answer(Rule rule) {
    Fallback fallback = rule.policy().fallback();
    return fallback == null ? standard() : answer(fallback);
  }

  /** The answer of rules without a fallback, laid down once in each half. */
  private LocalResponse standard() {
    LocalResponse laid = standard;
    if (laid == null) {
      laid = answer(dialect.answer());
      standard = laid;
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

  /**
   * Room for so many bytes.
   *
   * @throws RefusedException when there is none
   */
  int allocate(int size) {
    int address = spare.allocate(size);
    if (address == 0) {
      throw new RefusedException(
          "the rules need more than the " + (MIDDLE - MemoryMap.PROGRAM) + " bytes that are there");
    }
    return address;
  }
}
