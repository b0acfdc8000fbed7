package dev.weir.envoy.host;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Weir's service in one Envoy has to report, the message {@code Report} of {@code
 * weir.v1.Host}:
 *
 * <pre>{@code
 * message Report {
 *   sfixed64 epoch = 1;       // when this Envoy's counting began; tells one Envoy's life from another
 *   sfixed64 now = 2;         // by the same clock, nanoseconds since the Unix epoch
 *   sfixed64 known = 3;       // id of the daemon that answered last; 0 for none
 *   sfixed64 whole = 4;       // 1: every page is there; else those that have changed since the answer
 *   repeated bytes page = 5;  // its number in one byte, then records
 *   sfixed64 shares = 6;      // version of the shares that are in force; 0 when there are none
 *   double even = 7;          // part of a threshold that it takes when it goes by itself; 0 for all
 * }
 * }</pre>
 *
 * <p>A record is what all workers have counted of one resource since the epoch, little-endian: a
 * hash of 4 bytes, the length of the name in 2, six counts of 8 bytes (passes, blocks, calls that
 * came in, of those the ones that have ended, of those the ones that failed, and the sum of their
 * response times in microseconds), the name in UTF-8. Records stay where they are: a page only
 * grows.
 *
 * @param epoch nanoseconds since the Unix epoch, by Envoy's clock
 * @param now by the same clock
 * @param known id of the daemon that answered last; 0 for none
 * @param whole whether every page is there
 * @param pages with all records
 * @param shares version of the {@link Shares} in force; 0 when none are, {@link #NO_SHARES} of a
 *     service that knows of none
 * @param even part of a threshold that the proxy takes when it goes by itself; 0 when it was told
 *     none
 */
record Report(
    long epoch, long now, long known, boolean whole, List<Page> pages, long shares, double even) {

  /** The service is older than shares. */
  static final long NO_SHARES = -1;

  private static final int PAGES_PER_FILTER = 16;

  /** Most pages: {@value #PAGES_PER_FILTER} of each filter. */
  static final int PAGES = 3 * PAGES_PER_FILTER;

  /** Counts of a record. */
  static final int COUNTS = 6;

  /** Longest message, in bytes; more is refused. */
  static final int MAX_BYTES = 2 << 20;

  /** Longest page, in bytes, its number not among them. */
  static final int MAX_PAGE = 32 << 10;

  private static final int HEAD = 6 + 8 * COUNTS;
  private static final int EPOCH = 1 << 3 | 1;
  private static final int NOW = 2 << 3 | 1;
  private static final int KNOWN = 3 << 3 | 1;
  private static final int WHOLE = 4 << 3 | 1;
  private static final int PAGE = 5 << 3 | 2;
  private static final int SHARES = 6 << 3 | 1;
  private static final int EVEN = 7 << 3 | 1;

  /**
   * Some resources of one filter.
   *
   * @param number 0 to {@value Report#PAGES} exclusive
   * @param records in order
   */
  record Page(int number, List<Entry> records) {}

  /**
   * A resource.
   *
   * @param name in UTF-8, from its position to its limit
   * @param counts at this position and after, {@value Report#COUNTS} longs
   */
  record Entry(ByteBuffer name, ByteBuffer counts) {

    /** One of the counts. */
    long count(int index) {
      return counts.getLong(counts.position() + 8 * index);
    }
  }

  /**
   * Reads a message; null where it is empty, as that of a service is that reports nothing.
   *
   * @throws IOException when it is none
   */
  static @Nullable Report read(byte[] message) throws IOException {
    if (message.length == 0) {
      return null;
    }
    long[] heads = new long[4];
    List<Page> pages = new ArrayList<>();
    long shares = NO_SHARES;
    double even = 0;
    CodedInputStream in = CodedInputStream.newInstance(message);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case EPOCH, NOW, KNOWN, WHOLE -> heads[(tag >> 3) - 1] = in.readSFixed64();
        case PAGE -> pages.add(page(ByteBuffer.wrap(in.readByteArray())));
        case SHARES -> shares = Math.max(0, in.readSFixed64());
        case EVEN -> even = in.readDouble();
        default -> in.skipField(tag);
      }
    }
    if (heads[0] <= 0) {
      throw new IOException("a report has no epoch");
    }
    if (!(even >= 0 && even <= 1)) {
      throw new IOException("a report has an even part of " + even);
    }
    return new Report(heads[0], heads[1], heads[2], heads[3] != 0, pages, shares, even);
  }

  private static Page page(ByteBuffer bytes) throws IOException {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    int number = bytes.hasRemaining() ? bytes.get() : -1;
    if (number < 0 || number >= PAGES || bytes.remaining() > MAX_PAGE) {
      throw new IOException("a report has a page " + number + " of " + bytes.limit() + " bytes");
    }
    List<Entry> records = new ArrayList<>();
    while (bytes.hasRemaining()) {
      records.add(record(bytes));
    }
    return new Page(number, records);
  }

  private static Entry record(ByteBuffer bytes) throws IOException {
    int at = bytes.position();
    int length = bytes.remaining() < HEAD ? -1 : bytes.getShort(at + 4) & 0xffff;
    if (length < 0 || bytes.remaining() < HEAD + length) {
      throw new IOException("a report ends within a record");
    }
    bytes.position(at + HEAD + length);
    ByteBuffer counts = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(at + 6);
    return new Entry(bytes.duplicate().position(at + HEAD).limit(at + HEAD + length), counts);
  }
}
