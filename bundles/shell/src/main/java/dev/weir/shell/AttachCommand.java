package dev.weir.shell;

import dev.weir.hook.HookException;
import dev.weir.manager.Manager;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code weir:attach}: puts a hook in place, or moves it. */
@Component(
    service = AttachCommand.class,
    property = {
      "osgi.command.scope=weir",
      "osgi.command.function=attach",
      "osgi.command.description=Attaches a hook, or moves it"
    })
public final class AttachCommand {

  private static final Usage USAGE =
      new Usage(
          "weir:attach",
          List.of("HOOK", "[POINT]"),
          "Attaches a hook, or moves it: to an interface, or an extension slot of Envoy.",
          false,
          List.of("weir:attach xdp-counter", "weir:attach tc-classifier eth0"));

  private final Manager manager;

  @Activate
  public AttachCommand(@Reference Manager manager) {
    this.manager = manager;
  }

  /** The command. */
  public void attach(CommandSession session, String... args) throws CommandFailure {
    Optional<Usage.Arguments> arguments = USAGE.read(args);
    if (arguments.isEmpty()) {
      session.getConsole().print(USAGE.help());
      return;
    }
    List<String> operands = arguments.get().operands();
    try {
      manager.attach(operands.get(0), operands.stream().skip(1).findFirst());
    } catch (HookException e) {
      throw new CommandFailure(Table.printable(String.valueOf(e.getMessage())), e);
    }
    session.getConsole().println(operands.get(0) + " is attached" + where(operands.get(0)));
  }

  private String where(String hook) {
    return manager.hooks().stream()
        .filter(view -> view.spec().name().equals(hook))
        .findFirst()
        .map(view -> " at " + Table.printable(view.point()))
        .orElse("");
  }
}
