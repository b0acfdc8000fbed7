package dev.weir.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.metric.Figures;
import dev.weir.metric.MetricHistory;
import dev.weir.metric.MetricItem;
import dev.weir.metric.MetricPage;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Lines of the metric log as a table, and as JSON. */
final class MetricsText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private MetricsText() {}

  static String table(MetricPage page, MetricHistory.State state, ZoneId zone) {
    StringBuilder text = new StringBuilder();
    if (page.items().isEmpty()) {
      text.append("nothing was counted in that time\n");
    } else {
      text.append(rows(page, zone));
    }
    if (page.more()) {
      text.append("there is more: name a resource, or a shorter time\n");
    }
    if (!state.on()) {
      text.append("the metric log is off: set enabled = true in dev.weir.metric.log\n");
    }
    if (state.lost() > 0) {
      text.append(state.lost()).append(" lines are missing: see the log of the daemon\n");
    }
    return text.toString();
  }

  private static String rows(MetricPage page, ZoneId zone) {
    Table table =
        new Table(
            "TIME", "RESOURCE", "PASS/S", "BLOCK/S", "COMPLETE/S", "ERROR/S", "RT MS", "AT ONCE");
    DateTimeFormatter time = TIME.withZone(zone);
    for (MetricItem item : page.items()) {
      Figures figures = item.figures();
      table.row(
          time.format(Instant.ofEpochMilli(item.timestampMs())),
          item.resource(),
          Long.toString(figures.pass()),
          Long.toString(figures.block()),
          Long.toString(figures.complete()),
          Long.toString(figures.error()),
          Long.toString(figures.averageRtMs()),
          Long.toString(figures.concurrency()));
    }
    return table.text();
  }

  static String json(MetricPage page, MetricHistory.State state) {
    return Json.text(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("on", state.on());
          json.writeStringField("folder", state.folder().toString());
          json.writeNumberField("lost", state.lost());
          json.writeBooleanField("more", page.more());
          json.writeArrayFieldStart("items");
          for (MetricItem item : page.items()) {
            write(json, item);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, MetricItem item) throws IOException {
    Figures figures = item.figures();
    json.writeStartObject();
    json.writeNumberField("timestamp", item.timestampMs());
    json.writeStringField("resource", item.resource());
    json.writeNumberField("pass", figures.pass());
    json.writeNumberField("block", figures.block());
    json.writeNumberField("complete", figures.complete());
    json.writeNumberField("error", figures.error());
    json.writeNumberField("rt", figures.averageRtMs());
    json.writeNumberField("concurrency", figures.concurrency());
    json.writeNumberField("classification", item.classification());
    json.writeEndObject();
  }
}
