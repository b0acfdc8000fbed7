package dev.weir.metric.signals;

import dev.weir.manager.SignalView;
import dev.weir.manager.SwitchView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where signals come from, as metrics in Prometheus' text format. */
final class OriginText {

  private OriginText() {}

  /** How many resources each origin counts, and how often that has changed. */
  static String of(List<SignalView> signals, List<SwitchView> switches) {
    Map<String, Integer> resources = new TreeMap<>();
    for (SignalView signal : signals) {
      resources.merge(signal.origin().isEmpty() ? "none" : signal.origin(), 1, Integer::sum);
    }
    long changes = switches.isEmpty() ? 0 : switches.get(switches.size() - 1).number();
    StringBuilder text = new StringBuilder();
    text.append("# HELP weir_signal_resources Resources by who counts them now.\n");
    text.append("# TYPE weir_signal_resources gauge\n");
    resources.forEach(
        (origin, count) ->
            text.append("weir_signal_resources{origin=\"")
                .append(origin)
                .append("\"} ")
                .append(count)
                .append('\n'));
    text.append("# HELP weir_signal_switches_total Changes of who counts, one for each kind.\n");
    text.append("# TYPE weir_signal_switches_total counter\n");
    text.append("weir_signal_switches_total ").append(changes).append('\n');
    return text.toString();
  }
}
