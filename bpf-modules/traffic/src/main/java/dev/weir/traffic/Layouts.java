package dev.weir.traffic;

/** Sizes and offsets of {@code weir/traffic/layout.h}, in bytes, and its constants. */
public final class Layouts {

  static final int RULES = 1024;
  static final int SLOTS = 2048;
  static final int WORDS = RULES / Long.SIZE;
  static final int HITS = 32;
  static final int WAYS = 8;
  static final int CLASSES = 2048;
  static final int BLOCK = 0x8000;

  static final int KIND_TCP = 0;
  static final int KIND_OPENING = 1;
  static final int KIND_UDP = 2;
  static final int KIND_OTHER = 3;
  static final int KINDS = 4;

  static final int SOURCE = 0;
  static final int DESTINATION = 1;
  static final int SIDES = 2;

  static final int NEEDS_SOURCE = 1 << 16;
  static final int NEEDS_DESTINATION = 1 << 17;
  static final int SOLE = 1 << 18;
  static final int SOLE_SHIFT = 19;

  static final int METRIC_PACKETS = 0;
  static final int METRIC_BYTES = 1;
  static final int KEY_SOURCE = 0;
  static final int KEY_FLOW = 1;
  static final int KEY_ALL = 2;
  static final int KEY_STEERED = 3;
  static final int CLOCK_TICK = 0;
  static final int CLOCK_EXACT = 1;
  static final int ACTION_DROP = 1;
  static final int ACTION_RESET = 2;
  static final int ACTION_MARK = 3;
  static final int ACTION_SHADOW = 4;
  static final int OVERFLOW_DENY = 0;
  static final int OVERFLOW_ADMIT = 1;

  /** struct rule. */
  static final int RULE = 64;

  static final int RULE_COST = 0;
  static final int RULE_BURST = 8;
  static final int RULE_HORIZON = 16;
  static final int RULE_MASK = 24;

  /** Of a steered rule: when the daemon last stored, and the cost that holds when it does not. */
  static final int RULE_HEARD = RULE_MASK;

  static final int RULE_STATIC = RULE_MASK + 8;
  static final int RULE_MASK4 = 40;
  static final int RULE_FIRST_SET = 44;
  static final int RULE_SET_MASK = 48;
  static final int RULE_MARK = 52;
  static final int RULE_SLOT = 56;
  static final int RULE_METRIC = 58;
  static final int RULE_KEY = 59;
  static final int RULE_CLOCK = 60;
  static final int RULE_SHIFT = 61;
  static final int RULE_ACTION = 62;
  static final int RULE_OVERFLOW = 63;

  /** struct identity. */
  static final int IDENTITY = 24;

  static final int IDENTITY_DIGEST = 0;
  static final int IDENTITY_PROTOCOL = 16;
  static final int IDENTITY_FIRST_PORT = 18;
  static final int IDENTITY_LAST_PORT = 20;
  static final int IDENTITY_OUTGOING = 22;
  static final int IDENTITY_USED = 23;

  /** Entries of a table of ports, and of the first 16 bits of an address. */
  static final int PLACES = 65_536;

  /** struct class. */
  static final int CLASS = WORDS * Long.BYTES;

  /** struct bank. */
  static final int BANK_PORTS = 0;

  static final int BANK_ROOTS = KINDS * PLACES * Short.BYTES;
  static final int BANK_PORTS_SUMMARY = BANK_ROOTS + 2 * SIDES * PLACES * Short.BYTES;
  static final int BANK_ADDRESS_SUMMARY = BANK_PORTS_SUMMARY + CLASSES * Integer.BYTES;
  static final int BANK_PORT_CLASSES = BANK_ADDRESS_SUMMARY + SIDES * CLASSES * Short.BYTES;
  static final int BANK_ADDRESS_CLASSES = BANK_PORT_CLASSES + CLASSES * CLASS;
  static final int BANK_RULES = BANK_ADDRESS_CLASSES + SIDES * CLASSES * CLASS;
  static final int BANK_IDENTITIES = BANK_RULES + RULES * RULE;
  static final int BANK = BANK_IDENTITIES + RULES * IDENTITY;

  /** struct address_block. */
  static final int BLOCK_PLACES = 256;

  static final int ADDRESS_BLOCK = BLOCK_PLACES * Short.BYTES;

  /** struct control. */
  static final int CONTROL = 16;

  static final int CONTROL_SEED = 0;
  static final int CONTROL_ACTIVE = 8;

  /** struct bucket_set. */
  static final int BUCKET_SET = 64;

  /** struct rule_count. */
  static final int RULE_COUNT = 32;

  static final int COUNT_PASS = 0;
  static final int COUNT_BLOCK = 8;
  static final int COUNT_INHERITED = 16;
  static final int COUNT_CROWDED = 24;

  /** How long the daemon may be silent. */
  static final long STEER_NANOS = 5_000_000_000L;

  /** Bits of a bucket's word that are its owner's tag. */
  static final int TAG_BITS = 20;

  private Layouts() {}
}
