package dev.weir.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.hook.Problem;
import dev.weir.manager.RulesView;
import java.io.IOException;

/** Rules and problems as a table and as JSON. */
final class RulesText {

  private RulesText() {}

  static String table(RulesView view) {
    StringBuilder text = new StringBuilder();
    if (view.rules().isEmpty()) {
      text.append("no rules are in force (revision ").append(view.revision()).append(")\n");
    } else {
      Table table = new Table("ID", "RESOURCE", "LIMIT", "HOOK", "WHY");
      for (RulesView.Placed placed : view.rules()) {
        table.row(
            placed.rule().id(),
            placed.rule().resource(),
            Limit.of(placed.rule()),
            placed.hook(),
            placed.reason());
      }
      text.append(table.text());
    }
    for (RulesView.SourceProblem problem : view.problems()) {
      String line = problem.source() + ": " + problem.problem();
      text.append("problem: ").append(Table.printable(line)).append('\n');
    }
    return text.toString();
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
            json.writeStringField("source", placed.source());
            json.writeStringField("document", placed.document());
            json.writeStringField("hook", placed.hook());
            json.writeStringField("reason", placed.reason());
            json.writeEndObject();
          }
          json.writeEndArray();
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
