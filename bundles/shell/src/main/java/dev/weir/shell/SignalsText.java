package dev.weir.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.hook.SignalEvent;
import dev.weir.manager.SignalView;
import java.io.IOException;
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
    Table table = new Table("RESOURCE", "ORIGIN", "PASS/S", "BLOCK/S", "PACKETS/S", "BYTES/S");
    for (SignalView signal : signals) {
      table.row(
          signal.resource(),
          signal.origin(),
          rate(signal, SignalEvent.PASS),
          rate(signal, SignalEvent.BLOCK),
          rate(signal, SignalEvent.PACKETS),
          rate(signal, SignalEvent.BYTES));
    }
    return table.text();
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
