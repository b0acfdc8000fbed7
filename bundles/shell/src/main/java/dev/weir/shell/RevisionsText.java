package dev.weir.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.manager.RevisionView;
import dev.weir.manager.RevisionView.Sourced;
import dev.weir.rule.Rule;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sets of rules that were in force, as tables and as JSON. */
final class RevisionsText {

  private RevisionsText() {}

  /**
   * All that are kept, one a line, with what each changed.
   *
   * @param revisions newest first
   * @param now milliseconds since the epoch, from which ages are counted
   */
  static String list(List<RevisionView> revisions, long now) {
    if (revisions.isEmpty()) {
      return "no set has been in force yet\n";
    }
    Table table = new Table("REVISION", "AGE", "RULES", "CHANGE", "CAUSE");
    for (int i = 0; i < revisions.size(); i++) {
      RevisionView view = revisions.get(i);
      List<Sourced> before = i + 1 < revisions.size() ? revisions.get(i + 1).rules() : List.of();
      boolean known = i + 1 < revisions.size() || view.revision() == 1;
      table.row(
          Long.toString(view.revision()),
          Age.of(view.since(), now),
          Integer.toString(view.rules().size()),
          known ? change(before, view.rules()) : "",
          view.cause());
    }
    return table.text();
  }

  /** {@code +1 -0 ~2}: rules that are new, gone, changed. */
  private static String change(List<Sourced> before, List<Sourced> after) {
    Map<String, Rule> gone = new HashMap<>();
    before.forEach(rule -> gone.put(rule.rule().id(), rule.rule()));
    int fresh = 0;
    int changed = 0;
    for (Sourced rule : after) {
      Rule was = gone.remove(rule.rule().id());
      fresh += was == null ? 1 : 0;
      changed += was == null || was.equals(rule.rule()) ? 0 : 1;
    }
    return "+" + fresh + " -" + gone.size() + " ~" + changed;
  }

  static String listJson(List<RevisionView> revisions) {
    return Json.text(
        json -> {
          json.writeStartArray();
          for (RevisionView view : revisions) {
            json.writeStartObject();
            head(json, view);
            json.writeNumberField("rules", view.rules().size());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** The rules of one. */
  static String table(RevisionView view) {
    if (view.rules().isEmpty()) {
      return "no rules were in force in revision " + view.revision() + "\n";
    }
    Table table = new Table("ID", "RESOURCE", "LIMIT", "SOURCE", "DOCUMENT", "REV");
    for (Sourced rule : view.rules()) {
      table.row(
          rule.rule().id(),
          rule.rule().resource(),
          Limit.of(rule.rule()),
          rule.source(),
          rule.document(),
          Long.toString(rule.revision()));
    }
    return table.text();
  }

  static String json(RevisionView view) {
    return Json.text(
        json -> {
          json.writeStartObject();
          head(json, view);
          json.writeArrayFieldStart("rules");
          for (Sourced rule : view.rules()) {
            json.writeStartObject();
            Limit.write(json, rule.rule());
            json.writeStringField("source", rule.source());
            json.writeStringField("document", rule.document());
            json.writeNumberField("revision", rule.revision());
            json.writeStringField("since", Instant.ofEpochMilli(rule.since()).toString());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void head(JsonGenerator json, RevisionView view) throws IOException {
    json.writeNumberField("revision", view.revision());
    json.writeStringField("since", Instant.ofEpochMilli(view.since()).toString());
    json.writeStringField("cause", view.cause());
  }
}
