package dev.weir.engine.call;

/** What of a rule's state a new rule in its place goes on with. */
public enum Keep {
  /** Everything: the rules say the same. */
  ALL,
  /** The statistic, which both read alike; the rest begins anew. */
  STATISTIC,
  /** Nothing. */
  NOTHING
}
