package dev.weir.conformance.wasm;

/** What a script's bytes mean, little-endian. */
final class Op {

  /** Nothing more. */
  static final int END = 0;

  /** A new engine without rules. */
  static final int RESET = 1;

  /** How many rules, and each: its kind, id and resource, and what its kind has. */
  static final int RULES = 2;

  /** Time, resource, slot, batch, inbound, arguments, attachments. */
  static final int ENTER = 3;

  /** Time, slot, error. */
  static final int EXIT = 4;

  /** Time; load, CPU usage and memory, each behind whether it is there. */
  static final int SIGNAL = 5;

  /** A new engine without rules, with options: a sum of those below. */
  static final int OPTIONS = 6;

  static final int INHERITED_DEBT = 1;
  static final int RENEWED_RETRY = 2;
  static final int FEW_RESOURCES = 4;
  static final int ABANDONED_PROBES = 8;

  /** How many. */
  static final int FEW = 12;

  /** Time, question; {@link #TEXT} answers. */
  static final int ASK = 7;

  static final int FLOW = 0;
  static final int BREAKER = 1;
  static final int HOTSPOT = 2;
  static final int ISOLATION = 3;
  static final int SYSTEM = 4;
  static final int OUTLIER = 5;

  static final int NONE = 0;
  static final int LONG = 1;
  static final int STRING = 2;
  static final int BOOLEAN = 3;
  static final int DOUBLE = 4;

  static final int PASSED = 0;
  static final int WAITS = 1;

  /** And the rule's kind: blocked by one of that. */
  static final int BLOCKED = 2;

  /** How many characters, and they. */
  static final int TEXT = 90;

  /** The entry was inside. */
  static final int INSIDE = 91;

  /** The call cannot be. */
  static final int REFUSED = 92;

  /** The engine threw. */
  static final int FAILED = 100;

  /** Most calls that a script has running at once. */
  static final int SLOTS = 4096;

  /** Where in linear memory scripts lie, and where answers go. */
  static final int INPUT = 1 << 20;

  static final int OUTPUT = 10 << 20;

  private Op() {}
}
