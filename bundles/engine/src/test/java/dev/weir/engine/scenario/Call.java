package dev.weir.engine.scenario;

import dev.weir.rule.ParamValue;
import java.util.List;
import java.util.Map;

/**
 * A call of a table.
 *
 * @param resource what it calls
 * @param batch how many calls it is at once
 * @param inbound whether it comes from outside
 * @param arguments what it brings for hotspot rules
 * @param end how it ends
 */
public record Call(String resource, long batch, boolean inbound, Arguments arguments, End end) {

  /**
   * Arguments by position, and attachments by name.
   *
   * @param args in order
   * @param attachments by key
   */
  public record Arguments(List<ParamValue> args, Map<String, ParamValue> attachments) {

    /** None. */
    public static final Arguments NONE = new Arguments(List.of(), Map.of());
  }

  /**
   * How a call ends that was let through.
   *
   * @param stays it does not: it stays inside until a step ends it
   * @param afterMs else how long after it entered, in milliseconds
   * @param error and whether it fails
   */
  public record End(boolean stays, long afterMs, boolean error) {

    /** At once, and well. */
    public static final End AT_ONCE = new End(false, 0, false);
  }

  /** One call of nothing but a resource. */
  public static Call of(String resource) {
    return new Call(resource, 1, false, Arguments.NONE, End.AT_ONCE);
  }
}
