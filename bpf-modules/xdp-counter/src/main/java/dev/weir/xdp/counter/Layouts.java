package dev.weir.xdp.counter;

/** Sizes and offsets of {@code xdp_counter.h}, in bytes. */
final class Layouts {

  static final int TCP = 6;
  static final int UDP = 17;

  /** struct port_count. */
  static final int PORT_COUNT = 32;

  static final int PORT_PACKETS = 0;
  static final int PORT_BYTES = 8;
  static final int PORT_CONNECTIONS = 16;
  static final int PORT_RESETS = 24;

  /** struct source_set. */
  static final int SOURCE_WAYS = 8;

  static final int SOURCE_SET = 320;
  static final int SOURCE_TAG = 0;
  static final int SOURCE_COUNT = 64;
  static final int SOURCE_ADDRESS = 192;

  /** Below it, how many bits of the address do not count: 5 of IPv4, 7 of IPv6. */
  static final int TAG_IPV4_SHIFT = 32;

  static final int TAG_IPV6_SHIFT = 56;

  /** struct source_count. */
  static final int SOURCE_COUNT_SIZE = 16;

  static final int SOURCE_PACKETS = 0;
  static final int SOURCE_BYTES = 8;

  /** struct shared. */
  static final int SHARED = 40;

  static final int SHARED_SEED = 0;
  static final int SHARED_CLAIMED = 8;
  static final int SHARED_EVICTIONS = 16;
  static final int SHARED_UNPLACED_PACKETS = 24;
  static final int SHARED_UNPLACED_BYTES = 32;

  private Layouts() {}
}
