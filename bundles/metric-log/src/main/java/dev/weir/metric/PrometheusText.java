package dev.weir.metric;

import dev.weir.engine.cell.Event;
import java.util.List;
import java.util.Locale;

/**
 * Readings in Prometheus' text format, version 0.0.4: for an HTTP endpoint of the host's own, or
 * for a {@link PrometheusFile}.
 */
public final class PrometheusText {

  /** The content type of an answer with it. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private PrometheusText() {}

  /** The text of some readings. */
  public static String of(List<Reading> readings) {
    StringBuilder text = new StringBuilder(256 + 256 * readings.size());
    text.append("# HELP weir_calls_total Calls by resource, and what became of them.\n");
    text.append("# TYPE weir_calls_total counter\n");
    readings.forEach(reading -> calls(text, reading));
    text.append("# HELP weir_response_milliseconds_total Sum of response times by resource.\n");
    text.append("# TYPE weir_response_milliseconds_total counter\n");
    for (Reading reading : readings) {
      Long sum = reading.totals().get(Event.RT);
      if (sum != null) {
        sample(text, "weir_response_milliseconds_total", reading.resource()).append("} ");
        text.append(sum.longValue()).append('\n');
      }
    }
    text.append("# HELP weir_concurrency Calls that are running, by resource.\n");
    text.append("# TYPE weir_concurrency gauge\n");
    for (Reading reading : readings) {
      if (reading.concurrency().isPresent()) {
        sample(text, "weir_concurrency", reading.resource()).append("} ");
        text.append(reading.concurrency().getAsLong()).append('\n');
      }
    }
    return text.toString();
  }

  private static void calls(StringBuilder text, Reading reading) {
    for (Event event : Event.values()) {
      Long total = reading.totals().get(event);
      if (event != Event.RT && total != null) {
        sample(text, "weir_calls_total", reading.resource());
        text.append(",event=\"").append(event.name().toLowerCase(Locale.ROOT)).append("\"} ");
        text.append(total.longValue()).append('\n');
      }
    }
  }

  /** Name and resource of a sample; its labels are still open. */
  private static StringBuilder sample(StringBuilder text, String name, String resource) {
    text.append(name).append("{resource=\"");
    int length = Math.min(resource.length(), LineFormat.MAX_NAME);
    for (int i = 0; i < length; i++) {
      char c = resource.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '"' -> text.append("\\\"");
        case '\n' -> text.append("\\n");
        default -> text.append(c);
      }
    }
    return text.append('"');
  }
}
