package dev.weir.opensergo.kind;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.FlowRule;
import java.util.Optional;

/** The window of Weir's own kinds: {@code statIntervalInMs: 1000} or {@code statDuration: "1s"}. */
final class Intervals {

  private static final int DEFAULT_MS = 1000;
  private static final String MILLISECONDS = "statIntervalInMs";
  private static final String DURATION = "statDuration";

  private Intervals() {}

  static int read(Fields spec) {
    Optional<Field> milliseconds = spec.optional(MILLISECONDS);
    Optional<Field> duration = spec.optional(DURATION);
    if (milliseconds.isPresent() && duration.isPresent()) {
      spec.refuse(DURATION, "is there beside " + MILLISECONDS + ": remove one");
    }
    if (duration.isPresent()) {
      return duration.get().milliseconds(FlowRule.MAX_INTERVAL_MS);
    }
    return milliseconds.map(f -> (int) f.integer(1, FlowRule.MAX_INTERVAL_MS)).orElse(DEFAULT_MS);
  }
}
