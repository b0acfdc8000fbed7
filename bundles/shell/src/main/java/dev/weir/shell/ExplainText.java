package dev.weir.shell;

import dev.weir.manager.ExplainView;
import dev.weir.manager.ExplainView.Judgement;
import dev.weir.manager.RulesView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One rule explained, as lines and as JSON. */
final class ExplainText {

  private ExplainText() {}

  static String words(ExplainView view) {
    RulesView.Placed placed = view.placed();
    List<String> lines = new ArrayList<>();
    lines.add(placed.rule().id() + ": " + placed.rule().resource() + " " + Limit.of(placed.rule()));
    lines.add("from: " + placed.origin().source() + ", " + placed.origin().document());
    lines.add(where(view));
    if (!view.steered().isEmpty()) {
      lines.add("allowed now: " + view.steered());
    }
    lines.add(lastMinute(view));
    for (Judgement lower : lower(view)) {
      lines.add("to be lower, in " + lower.hook() + " " + plane(lower) + ": " + lower.note());
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(Table.printable(line)).append('\n'));
    return text.toString();
  }

  private static String where(ExplainView view) {
    String hook = view.placed().hook();
    if (hook.isEmpty()) {
      return "enforced: nowhere";
    }
    for (Judgement judgement : view.judgements()) {
      if (judgement.hook().equals(hook)) {
        String note = judgement.note().isEmpty() ? "" : "; " + judgement.note();
        return "enforced: by "
            + hook
            + " "
            + plane(judgement)
            + ", the cheapest plane of those that can"
            + note;
      }
    }
    return "enforced: by " + hook;
  }

  private static String plane(Judgement judgement) {
    return "(" + judgement.plane().name().toLowerCase(Locale.ROOT) + ")";
  }

  private static String lastMinute(ExplainView view) {
    Map<String, Long> minute = view.lastMinute();
    if (minute.isEmpty()) {
      return "last minute: nobody counts " + view.placed().rule().resource();
    }
    String origin = view.origin().isEmpty() ? "nobody any more" : view.origin();
    StringBuilder text = new StringBuilder("last minute:");
    new TreeMap<>(minute)
        .forEach((event, count) -> text.append(' ').append(event).append(' ').append(count));
    return text.append(view.byRule() ? " by this rule" : " on the resource, whatever the rule")
        .append(", counted by ")
        .append(origin)
        .toString();
  }

  /** The hooks before the one that has the rule; all of them when none has. */
  private static List<Judgement> lower(ExplainView view) {
    List<Judgement> lower = new ArrayList<>();
    for (Judgement judgement : view.judgements()) {
      if (judgement.hook().equals(view.placed().hook())) {
        return lower;
      }
      lower.add(judgement);
    }
    return lower;
  }

  static String json(ExplainView view) {
    return Json.text(
        json -> {
          RulesView.Placed placed = view.placed();
          json.writeStartObject();
          Limit.write(json, placed.rule());
          json.writeStringField("source", placed.origin().source());
          json.writeStringField("document", placed.origin().document());
          json.writeStringField("hook", placed.hook());
          json.writeStringField("reason", placed.reason());
          json.writeStringField("steered", view.steered());
          json.writeStringField("origin", view.origin());
          json.writeBooleanField("byRule", view.byRule());
          json.writeObjectFieldStart("lastMinute");
          for (Map.Entry<String, Long> count : new TreeMap<>(view.lastMinute()).entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
          }
          json.writeEndObject();
          json.writeArrayFieldStart("hooks");
          for (Judgement judgement : view.judgements()) {
            json.writeStartObject();
            json.writeStringField("hook", judgement.hook());
            json.writeStringField("plane", Limit.lower(judgement.plane()));
            json.writeBooleanField("able", judgement.able());
            json.writeStringField("note", judgement.note());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
