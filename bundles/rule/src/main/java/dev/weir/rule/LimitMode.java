package dev.weir.rule;

/**
 * Over what a threshold counts; OpenSergo's {@code limitMode}. Proxies can share thresholds of flow
 * rules that are {@link FlowRule#isShared}; all others each counts by itself.
 */
public enum LimitMode {
  /** Each proxy, over all its workers. */
  LOCAL,
  /** All instances of the service together. */
  GLOBAL,
  /** The global threshold divided by the number of instances, applied by each. */
  GLOBAL_TO_LOCAL
}
