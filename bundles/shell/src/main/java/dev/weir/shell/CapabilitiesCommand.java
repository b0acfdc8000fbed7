package dev.weir.shell;

import dev.weir.hook.Need;
import dev.weir.manager.CapabilityView;
import dev.weir.manager.Manager;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code weir:capabilities}: what each hook needs of this machine, and what of it is not there. */
@Component(
    service = CapabilitiesCommand.class,
    property = {
      "osgi.command.scope=weir",
      "osgi.command.function=capabilities",
      "osgi.command.description=Says what each hook needs of this machine, and whether it is there"
    })
public final class CapabilitiesCommand {

  private static final Usage USAGE =
      new Usage(
          "weir:capabilities",
          List.of(),
          "Says of each hook what it needs of this machine, and tries it: capabilities of this"
              + " process, and programs of two instructions of each type.",
          true,
          List.of("weir:capabilities", "weir:capabilities --json"));

  private final Manager manager;

  @Activate
  public CapabilitiesCommand(@Reference Manager manager) {
    this.manager = manager;
  }

  /** The command. */
  public void capabilities(CommandSession session, String... args) throws CommandFailure {
    Optional<Usage.Arguments> arguments = USAGE.read(args);
    if (arguments.isEmpty()) {
      session.getConsole().print(USAGE.help());
      return;
    }
    List<CapabilityView> hooks = manager.capabilities();
    session.getConsole().print(arguments.get().json() ? json(hooks) : table(hooks));
  }

  private static String table(List<CapabilityView> hooks) {
    if (hooks.isEmpty()) {
      return "no hooks are installed\n";
    }
    Table table = new Table("NAME", "PLANE", "RUNS", "HAS", "LACKS");
    for (CapabilityView hook : hooks) {
      table.row(
          hook.hook(),
          lower(hook),
          hook.runs() ? "yes" : "no",
          words(hook, Need::met),
          words(hook, need -> !need.met()));
    }
    return table.text();
  }

  private static String words(CapabilityView hook, Predicate<Need> which) {
    return hook.needs().stream()
        .filter(which)
        .map(need -> need.what() + (need.met() ? "" : " (" + need.missing() + ")"))
        .collect(Collectors.joining(", "));
  }

  private static String json(List<CapabilityView> hooks) {
    return Json.text(
        json -> {
          json.writeStartArray();
          for (CapabilityView hook : hooks) {
            json.writeStartObject();
            json.writeStringField("name", hook.hook());
            json.writeStringField("plane", lower(hook));
            json.writeBooleanField("runs", hook.runs());
            json.writeArrayFieldStart("needs");
            for (Need need : hook.needs()) {
              json.writeStartObject();
              json.writeStringField("what", need.what());
              json.writeBooleanField("met", need.met());
              json.writeStringField("missing", need.missing());
              json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String lower(CapabilityView hook) {
    return hook.plane().name().toLowerCase(Locale.ROOT);
  }
}
