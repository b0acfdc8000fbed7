package dev.weir.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.hook.SignalEvent;
import dev.weir.manager.SignalView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Signals as a table of rates, and as JSON with the totals too. */
final class SignalsText {

  private SignalsText() {}

  static String table(List<SignalView> signals) {
    if (signals.isEmpty()) {
      return "no signals: no hook that counts is attached, or nothing has come through\n";
    }
    boolean timed = signals.stream().anyMatch(s -> s.totals().containsKey(SignalEvent.RTT));
    Table table = new Table(columns(timed));
    for (SignalView signal : signals) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  signal.resource(),
                  signal.origin(),
                  rate(signal, SignalEvent.PASS),
                  rate(signal, SignalEvent.BLOCK),
                  rate(signal, SignalEvent.PACKETS),
                  rate(signal, SignalEvent.BYTES)));
      if (timed) {
        row.add(meanRtt(signal));
        row.add(rate(signal, SignalEvent.RETRANSMITS));
      }
      table.row(row.toArray(String[]::new));
    }
    return table.text();
  }

  /** Those of TCP's own measurements only where somebody has them. */
  private static String[] columns(boolean timed) {
    List<String> columns =
        new ArrayList<>(List.of("RESOURCE", "ORIGIN", "PASS/S", "BLOCK/S", "PACKETS/S", "BYTES/S"));
    if (timed) {
      columns.add("RTT US");
      columns.add("RETRANSMITS/S");
    }
    return columns.toArray(String[]::new);
  }

  /** Mean of the last second's round-trip times, in microseconds. */
  private static String meanRtt(SignalView signal) {
    long samples = signal.perSecond().getOrDefault(SignalEvent.RTT_SAMPLES, 0L);
    long sum = signal.perSecond().getOrDefault(SignalEvent.RTT, 0L);
    return samples == 0 ? "" : Long.toString(sum / samples);
  }

  static String json(List<SignalView> signals) {
    return Json.text(
        json -> {
          json.writeStartArray();
          for (SignalView signal : signals) {
            json.writeStartObject();
            json.writeStringField("resource", signal.resource());
            json.writeStringField("origin", signal.origin());
            write(json, "perSecond", signal.perSecond());
            write(json, "totals", signal.totals());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String rate(SignalView signal, SignalEvent event) {
    Long rate = signal.perSecond().get(event);
    return rate == null ? "" : Long.toString(rate);
  }

  private static void write(JsonGenerator json, String field, Map<SignalEvent, Long> counts)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (SignalEvent event : SignalEvent.values()) {
      Long count = counts.get(event);
      if (count != null) {
        json.writeNumberField(event.name().toLowerCase(Locale.ROOT), count);
      }
    }
    json.writeEndObject();
  }
}
