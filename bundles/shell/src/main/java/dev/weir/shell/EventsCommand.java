package dev.weir.shell;

import dev.weir.manager.Manager;
import dev.weir.manager.SwitchView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code weir:events}: when signals came from another plane than before, and why. */
@Component(
    service = EventsCommand.class,
    property = {
      "osgi.command.scope=weir",
      "osgi.command.function=events",
      "osgi.command.description=Lists when signals changed the plane that they come from"
    })
public final class EventsCommand {

  private static final Usage USAGE =
      new Usage(
          "weir:events",
          List.of(),
          "Lists the last 100 changes of where signals come from, oldest first: a hook that was"
              + " silent or switched off and whose resources another plane counts, and its return.",
          true,
          List.of("weir:events", "weir:events --json"));

  private final Manager manager;

  @Activate
  public EventsCommand(@Reference Manager manager) {
    this.manager = manager;
  }

  /** The command. */
  public void events(CommandSession session, String... args) throws CommandFailure {
    Optional<Usage.Arguments> arguments = USAGE.read(args);
    if (arguments.isEmpty()) {
      session.getConsole().print(USAGE.help());
      return;
    }
    List<SwitchView> events = manager.switches();
    session.getConsole().print(arguments.get().json() ? json(events) : table(events));
  }

  private static String table(List<SwitchView> events) {
    if (events.isEmpty()) {
      return "signals come from where they have always come from\n";
    }
    Table table = new Table("TIME", "FROM", "TO", "RESOURCES", "SUCH AS", "WHY");
    for (SwitchView event : events) {
      table.row(
          Instant.ofEpochMilli(event.at()).toString(),
          event.from(),
          event.to(),
          Integer.toString(event.resources()),
          event.example(),
          event.reason());
    }
    return table.text();
  }

  private static String json(List<SwitchView> events) {
    return Json.text(
        json -> {
          json.writeStartArray();
          for (SwitchView event : events) {
            json.writeStartObject();
            json.writeNumberField("number", event.number());
            json.writeStringField("time", Instant.ofEpochMilli(event.at()).toString());
            json.writeStringField("from", event.from());
            json.writeStringField("to", event.to());
            json.writeNumberField("resources", event.resources());
            json.writeStringField("example", event.example());
            json.writeStringField("reason", event.reason());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
