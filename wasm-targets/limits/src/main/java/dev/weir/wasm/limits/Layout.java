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
import java.util.HashMap;
import java.util.Map;
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
  private Half spare = new Half(MemoryMap.PROGRAM, MIDDLE);
  private Half inForce = new Half(MIDDLE, MemoryMap.END);
  private Half written = inForce;

  /** One half, and the answer of rules without a fallback, laid down once in it. */
  private static final class Half {

    final Region region;
    final Map<Fallback, LocalResponse> answers = new HashMap<>();
    @Nullable LocalResponse standard;

    final int base;

    Half(int base, int end) {
      this.base = base;
      this.region = new Region(base, end);
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
    spare.answers.clear();
    spare.standard = null;
    written = spare;
    standard();
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
    if (fallback == null) {
      return standard();
    }
    LocalResponse laid = written.answers.get(fallback);
    if (laid == null) {
      laid = answer(fallback);
      written.answers.put(fallback, laid);
    }
    return laid;
  }

  /** The same, of a rule whose answer was laid down before; else the standard one. */
  LocalResponse laid(Rule rule) {
    Fallback fallback = rule.policy().fallback();
    LocalResponse laid = fallback == null ? null : written.answers.get(fallback);
    return laid == null ? standard() : laid;
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

  /**
   * Lays a resource's name down, with room before it for what a key begins with.
   *
   * @param room in bytes
   */
  Slice name(String resource, int room) {
    int length = Utf8.length(resource);
    int address = allocate(room + length) + room;
    Utf8.write(host.memory(), address, resource);
    return new Slice(address, length);
  }

  /** How many bytes were laid down since the beginning. */
  int laid() {
    return written.region.mark() - written.base;
  }

  /** How many bytes of linear memory were ever written. */
  int touched() {
    return spare.region.highest() - spare.base + (inForce.region.highest() - inForce.base);
  }

  /** Where it stands, for {@link #rewind}. */
  int mark() {
    return written.region.mark();
  }

  /** Stands there. */
  void rewind(int mark) {
    written.region.rewind(mark);
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
