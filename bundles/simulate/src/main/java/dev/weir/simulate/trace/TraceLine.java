package dev.weir.simulate.trace;

import dev.weir.rule.ParamValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of a trace. */
public sealed interface TraceLine {

  /** When, in nanoseconds after the clock's origin. */
  long atNanos();

  /**
   * A call asks for admission.
   *
   * @param resource what it calls
   * @param id by which it exits
   * @param batch calls that it is at once, 0 to 4294967295
   * @param args positional arguments; null where the caller gave none
   * @param attachments named arguments, without those that are null
   * @param inbound whether it comes in from outside
   */
  record Enter(
      long atNanos,
      String resource,
      String id,
      long batch,
      List<@Nullable ParamValue> args,
      Map<String, ParamValue> attachments,
      boolean inbound)
      implements TraceLine {
    public Enter {
      args = Collections.unmodifiableList(new ArrayList<>(args));
      attachments = Collections.unmodifiableMap(new LinkedHashMap<>(attachments));
    }
  }

  /**
   * A call ends.
   *
   * @param id of the call
   * @param error whether it failed
   */
  record Exit(long atNanos, String id, boolean error) implements TraceLine {}

  /**
   * What the host measures from now on; null leaves a figure as it is.
   *
   * @param load load average of the last minute
   * @param cpuUsage share of the CPU that is used, 0 to 1
   * @param memoryBytes memory that is used
   */
  record Signal(
      long atNanos, @Nullable Double load, @Nullable Double cpuUsage, @Nullable Long memoryBytes)
      implements TraceLine {}

  /**
   * Other rules come into force, all at once.
   *
   * @param text a document, as of a file of rules
   */
  record Rules(long atNanos, String text) implements TraceLine {}
}
