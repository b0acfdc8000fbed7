package dev.weir.envoy;

import dev.weir.rule.RuleSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A Wasm filter, ready to deliver.
 *
 * @param name of the filter: its plugin name and root id in Envoy
 * @param version for people; the code's hash decides whether Envoy loads it anew
 * @param layer HTTP or network filter
 * @param vmId VMs with the same id share data: limits that hold over workers and over filters
 * @param code the module; not to be changed afterwards
 * @param lean a smaller build of the same filter, or null
 */
@SuppressWarnings("ArrayRecordComponent")
public record FilterModule(
    String name, String version, Layer layer, String vmId, byte[] code, @Nullable Lean lean) {

  /** Name of the filter that brings figures of the host to the others. */
  public static final String SERVICE = "service";

  /** Which chain the filter is part of. */
  public enum Layer {
    /** HTTP connection manager. */
    HTTP,
    /** Network filters. */
    NETWORK
  }

  /**
   * A build of a filter that leaves out what few rules need. What it keeps in shared data the whole
   * filter goes on with, and the other way round.
   *
   * @param code the module; not to be changed afterwards
   * @param suffices whether it enforces rules as the whole filter does; pure
   */
  public record Lean(byte[] code, Predicate<RuleSet> suffices) {}

  /** A filter of one build. */
  public FilterModule(String name, String version, Layer layer, String vmId, byte[] code) {
    this(name, version, layer, vmId, code, null);
  }

  /** The build for these rules: the lean one where it suffices. */
  public FilterModule forRules(RuleSet rules) {
    Lean smaller = lean;
    return smaller != null && smaller.suffices().test(rules) ? of(smaller.code()) : of(code);
  }

  private FilterModule of(byte[] build) {
    return new FilterModule(name, version, layer, vmId, build);
  }
}
