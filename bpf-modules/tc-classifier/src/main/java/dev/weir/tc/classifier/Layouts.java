package dev.weir.tc.classifier;

/** Sizes and offsets of {@code tc_classifier.h}, in bytes, and its constants. */
final class Layouts {

  static final int RULES = 1024;
  static final int RULES_PER_PORT = 4;
  static final int WAYS = 8;

  static final int TCP = 0;
  static final int UDP = 1;
  static final int CONNECTIONS = 0;
  static final int PACKETS = 1;
  static final int ALL = 0;
  static final int SOURCE = 1;
  static final int COARSE = 0;
  static final int EXACT = 1;

  /** struct rule. */
  static final int RULE = 64;

  static final int RULE_COST = 0;
  static final int RULE_BURST = 8;
  static final int RULE_HORIZON = 16;
  static final int RULE_DIGEST = 24;
  static final int RULE_FIRST_SET = 40;
  static final int RULE_SET_MASK = 44;
  static final int RULE_PORT = 48;
  static final int RULE_PROTOCOL = 50;
  static final int RULE_METRIC = 51;
  static final int RULE_PER = 52;
  static final int RULE_CLOCK = 53;
  static final int RULE_SHIFT = 54;
  static final int RULE_USED = 55;

  /** struct bank. */
  static final int BANK_PORTS = 0;

  static final int PORTS = 65_536;
  static final int BANK_RULES = 2 * PORTS * Long.BYTES;
  static final int BANK = BANK_RULES + RULES * RULE;

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

  private Layouts() {}
}
