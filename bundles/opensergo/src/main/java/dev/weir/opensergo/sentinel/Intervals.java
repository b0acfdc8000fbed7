package dev.weir.opensergo.sentinel;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.FlowRule;
import java.util.Optional;

/**
 * The window of a flow rule: {@code statIntervalInMs: 1000}, which Sentinel's default 0 means too;
 * in Weir's own kinds also {@code statDuration: "1s"}.
 */
public final class Intervals {

  private static final int DEFAULT_MS = 1000;
  private static final String MILLISECONDS = "statIntervalInMs";
  private static final String DURATION = "statDuration";

  private Intervals() {}

  /** The window's length in milliseconds. */
  public static int read(Fields fields, Dialect dialect) {
    Optional<Field> milliseconds = fields.optional(MILLISECONDS);
    if (dialect == Dialect.WEIR) {
      Optional<Field> duration = fields.optional(DURATION);
      if (milliseconds.isPresent() && duration.isPresent()) {
        fields.refuse(DURATION, "is there beside " + MILLISECONDS + ": remove one");
      }
      if (duration.isPresent()) {
        return duration.get().milliseconds(FlowRule.MAX_INTERVAL_MS);
      }
    }
    long least = dialect == Dialect.JSON ? 0 : 1;
    long interval =
        milliseconds.map(f -> f.integer(least, FlowRule.MAX_INTERVAL_MS)).orElse((long) DEFAULT_MS);
    return interval == 0 ? DEFAULT_MS : (int) interval;
  }
}
