package dev.weir.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.hook.Problem;
import dev.weir.manager.RulesView;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/** Rules and problems as a table and as JSON. */
final class RulesText {

  private RulesText() {}

  /**
   * @param now milliseconds since the epoch, from which ages are counted
   */
  static String table(RulesView view, long now) {
    StringBuilder text = new StringBuilder();
    if (view.rules().isEmpty()) {
      text.append("no rules are in force (revision ").append(view.revision()).append(")\n");
    } else {
      Table table =
          new Table("ID", "RESOURCE", "LIMIT", "HOOK", "SOURCE", "REV", "AGE", "STATE", "WHY");
      for (RulesView.Placed placed : view.rules()) {
        RulesView.Origin origin = placed.origin();
        table.row(
            placed.rule().id(),
            placed.rule().resource(),
            Limit.of(placed.rule()),
            placed.hook(),
            origin.source(),
            Long.toString(origin.revision()),
            Age.of(origin.since(), now),
            word(origin.state()),
            placed.reason());
      }
      text.append(table.text());
    }
    view.pin().ifPresent(pin -> text.append(held(pin, now)));
    for (RulesView.SourceProblem problem : view.problems()) {
      String line = problem.source() + ": " + problem.problem();
      text.append("problem: ").append(Table.printable(line)).append('\n');
    }
    return text.toString();
  }

  private static String held(RulesView.Pin pin, long now) {
    String waits =
        pin.waiting() ? "the sources have other rules, which wait" : "the sources have the same";
    return "pinned: revision "
        + pin.revision()
        + " was rolled back to "
        + Age.of(pin.since(), now)
        + " ago; "
        + waits
        + "; weir:rollback --release ends it\n";
  }

  /** {@code last-good}. */
  static String word(RulesView.State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String json(RulesView view) {
    return Json.text(
        json -> {
          json.writeStartObject();
          json.writeNumberField("revision", view.revision());
          json.writeArrayFieldStart("rules");
          for (RulesView.Placed placed : view.rules()) {
            json.writeStartObject();
            Limit.write(json, placed.rule());
            RulesView.Origin origin = placed.origin();
            json.writeStringField("source", origin.source());
            json.writeStringField("document", origin.document());
            json.writeNumberField("revision", origin.revision());
            json.writeStringField("since", Instant.ofEpochMilli(origin.since()).toString());
            json.writeStringField("state", word(origin.state()));
            json.writeStringField("hook", placed.hook());
            json.writeStringField("reason", placed.reason());
            json.writeEndObject();
          }
          json.writeEndArray();
          if (view.pin().isPresent()) {
            RulesView.Pin pin = view.pin().get();
            json.writeObjectFieldStart("pinned");
            json.writeNumberField("revision", pin.revision());
            json.writeStringField("since", Instant.ofEpochMilli(pin.since()).toString());
            json.writeBooleanField("waiting", pin.waiting());
            json.writeEndObject();
          }
          json.writeArrayFieldStart("problems");
          for (RulesView.SourceProblem problem : view.problems()) {
            write(json, problem.source(), problem.problem());
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, String source, Problem problem) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", source);
    json.writeStringField("document", problem.document());
    json.writeNumberField("line", problem.line());
    json.writeNumberField("column", problem.column());
    json.writeStringField("field", problem.field());
    json.writeStringField("message", problem.message());
    json.writeEndObject();
  }
}
