package dev.weir.wasm.limits;

import dev.weir.wasm.limits.shard.ResourceHash;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.type.Slice;

/**
 * How the counts of all workers lie in shared data, for Weir's service to report: {@value #PAGES}
 * pages for each filter, each a sequence of records in the order in which resources came. A page
 * only grows, so that a record stays where it is; counts only grow too.
 *
 * <p>A record, little-endian: {@link ResourceHash} of the name in 4 bytes, the length of the name
 * in 2, {@value #COUNTS} counts of 8 bytes, the name in UTF-8.
 */
public final class LedgerFormat {

  /** Pages of a filter. */
  public static final int PAGES = 16;

  /** Longest page, in bytes. */
  public static final int MAX_PAGE = 32 << 10;

  /** Key of when counting began, 8 bytes, nanoseconds since the epoch: written once. */
  public static final String EPOCH = "weir.ledger";

  /** How many counts a record has. */
  static final int COUNTS = 6;

  /** Calls that were let through; a batch counts as so many. */
  static final int PASS = 0;

  /** Calls that were refused; a batch counts as so many. */
  static final int BLOCK = 1;

  /** Calls that came in and whose end will be counted. */
  static final int ENTERED = 2;

  /** Those of them that have ended. */
  static final int ENDED = 3;

  /** Those of them that failed. */
  static final int ERROR = 4;

  /** Sum of their response times, in microseconds. */
  static final int MICROS = 5;

  private static final int LENGTH = 4;
  private static final int FIRST = 6;
  private static final int NAME = FIRST + 8 * COUNTS;

  private LedgerFormat() {}

  /** Prefixes of the keys of all filters. */
  public static String[] filters() {
    return new String[] {"weir.http/", "weir.grpc/", "weir.tcp/"};
  }

  /** Keys of a filter's pages, for good. */
  public static Slice[] keys(Host host, String filter) {
    Slice[] keys = new Slice[PAGES];
    for (int i = 0; i < PAGES; i++) {
      keys[i] = host.constant(filter + "ledger/" + i);
    }
    return keys;
  }

  /** The page of a resource. */
  static int page(int hash) {
    return hash >>> 28;
  }

  /** How many bytes a record takes. */
  static int bytes(int nameLength) {
    return NAME + nameLength;
  }

  /** Where a count of the record lies. */
  static int count(int record, int index) {
    return record + FIRST + 8 * index;
  }

  /** Where the record behind this one begins. */
  static int next(Memory memory, int record) {
    return record + bytes(nameLength(memory, record));
  }

  /** Whether there is a record of this hash and length of name. */
  static boolean is(Memory memory, int record, int end, int hash, int nameLength) {
    return record + bytes(nameLength) <= end
        && memory.load32(record) == hash
        && nameLength(memory, record) == nameLength;
  }

  /** Where its name begins. */
  static int name(int record) {
    return record + NAME;
  }

  /** Writes a record with counts of 0, the name aside. */
  static void begin(Memory memory, int record, int hash, int nameLength) {
    memory.store32(record, hash);
    memory.store8(record + LENGTH, nameLength);
    memory.store8(record + LENGTH + 1, nameLength >> 8);
    for (int i = 0; i < COUNTS; i++) {
      memory.store64(count(record, i), 0);
    }
  }

  private static int nameLength(Memory memory, int record) {
    return (memory.load8(record + LENGTH) & 0xff) | (memory.load8(record + LENGTH + 1) & 0xff) << 8;
  }
}
