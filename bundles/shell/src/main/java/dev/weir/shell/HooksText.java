package dev.weir.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.manager.HookView;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Hooks as a table and as JSON. */
final class HooksText {

  private HooksText() {}

  static String table(List<HookView> hooks) {
    if (hooks.isEmpty()) {
      return "no hooks are installed\n";
    }
    Table table = new Table("NAME", "VERSION", "PLANE", "POINT", "STATE", "RULES", "DETAIL");
    for (HookView hook : hooks) {
      table.row(
          hook.spec().name(),
          hook.spec().version(),
          lower(hook.spec().plane()),
          hook.point(),
          hook.drift() ? lower(hook.state()) + " (drift)" : lower(hook.state()),
          Integer.toString(hook.rules().size()),
          detail(hook));
    }
    return table.text();
  }

  static String json(List<HookView> hooks) {
    return Json.text(
        json -> {
          json.writeStartArray();
          for (HookView hook : hooks) {
            write(json, hook);
          }
          json.writeEndArray();
        });
  }

  private static String detail(HookView hook) {
    String status = hook.status().detail();
    if (hook.problem().isEmpty()) {
      return status;
    }
    return status.isEmpty() ? hook.problem() : hook.problem() + "; " + status;
  }

  private static void write(JsonGenerator json, HookView hook) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", hook.spec().name());
    json.writeStringField("version", hook.spec().version());
    json.writeStringField("plane", lower(hook.spec().plane()));
    json.writeStringField("description", hook.spec().description());
    json.writeStringField("point", hook.point());
    json.writeStringField("state", lower(hook.state()));
    json.writeNumberField("since", hook.since());
    json.writeStringField("problem", hook.problem());
    json.writeArrayFieldStart("rules");
    for (String rule : hook.rules()) {
      json.writeString(rule);
    }
    json.writeEndArray();
    json.writeBooleanField("live", hook.status().live());
    json.writeBooleanField("drift", hook.drift());
    json.writeStringField("detail", hook.status().detail());
    json.writeObjectFieldStart("facts");
    for (Map.Entry<String, String> fact : hook.status().facts().entrySet()) {
      json.writeStringField(fact.getKey(), fact.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
