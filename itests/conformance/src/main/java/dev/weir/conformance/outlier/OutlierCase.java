package dev.weir.conformance.outlier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.engine.Engine;
import dev.weir.engine.call.BreakerState;
import dev.weir.engine.outlier.Ejection;
import dev.weir.engine.outlier.OutlierNodes;
import dev.weir.simulate.RuleReader;
import dev.weir.simulate.trace.InputException;
import dev.weir.simulate.trace.TraceClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One case, played on Weir. */
final class OutlierCase {

  private final RuleReader rules = new RuleReader();
  private final Ejection ejection = new Ejection();
  private final Engine engine = new Engine(() -> 0);

  /** Plays a line; gives how Weir's answer differs from Sentinel's, or null. */
  @Nullable String play(JsonNode line) throws InputException {
    long nowMs = TraceClock.ORIGIN_MS + line.path("at").asLong();
    if (line.has("rules")) {
      engine.load(rules.text("rules", line.get("rules").toString()));
    } else if (line.has("complete")) {
      boolean failed = line.path("error").asBoolean();
      nodes(line.path("complete"))
          .completed(line.path("node").asText(), nowMs, line.path("rtMs").asLong(), failed);
    } else {
      OutlierNodes nodes = nodes(line.path("eject"));
      nodes.eject(nowMs, ejection);
      return difference(nodes, texts(line.path("out")), texts(line.path("halfOpen")));
    }
    return null;
  }

  private OutlierNodes nodes(JsonNode resource) {
    return Objects.requireNonNull(engine.outliers().nodes(resource.asText()));
  }

  /**
   * Where more nodes are out than may be left out, Sentinel takes some in the order of a Go map,
   * which is none: as many, each of which is out here too.
   */
  private @Nullable String difference(
      OutlierNodes nodes, List<String> theirOut, List<String> theirHalfOpen) {
    List<String> out =
        IntStream.range(0, ejection.ejectedCount()).mapToObj(ejection::ejected).toList();
    List<String> halfOpen =
        IntStream.range(0, ejection.halfOpenCount()).mapToObj(ejection::halfOpen).sorted().toList();
    boolean equal =
        out.size() == theirOut.size()
            && theirOut.stream().allMatch(node -> isOut(nodes, node))
            && out.stream().allMatch(node -> isOut(nodes, node))
            && halfOpen.equals(theirHalfOpen);
    return equal ? null : "out " + out + ", half-open " + halfOpen;
  }

  /** Half-open nodes that are let no call are left out like open ones. */
  private static boolean isOut(OutlierNodes nodes, String address) {
    BreakerState state = nodes.state(address);
    return state != null && state != BreakerState.CLOSED;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
