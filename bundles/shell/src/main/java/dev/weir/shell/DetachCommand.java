package dev.weir.shell;

import dev.weir.hook.HookException;
import dev.weir.manager.Manager;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code weir:detach}: takes a hook down until it is attached again. */
@Component(
    service = DetachCommand.class,
    property = {
      "osgi.command.scope=weir",
      "osgi.command.function=detach",
      "osgi.command.description=Detaches a hook until it is attached again"
    })
public final class DetachCommand {

  private static final Usage USAGE =
      new Usage(
          "weir:detach",
          List.of("HOOK"),
          "Detaches a hook until weir:attach; nothing of it is left in the kernel or the proxy.",
          false,
          List.of("weir:detach tc-classifier"));

  private final Manager manager;

  @Activate
  public DetachCommand(@Reference Manager manager) {
    this.manager = manager;
  }

  /** The command. */
  public void detach(CommandSession session, String... args) throws CommandFailure {
    Optional<Usage.Arguments> arguments = USAGE.read(args);
    if (arguments.isEmpty()) {
      session.getConsole().print(USAGE.help());
      return;
    }
    String hook = arguments.get().operands().get(0);
    try {
      manager.detach(hook);
    } catch (HookException e) {
      throw new CommandFailure(Table.printable(String.valueOf(e.getMessage())), e);
    }
    session.getConsole().println(hook + " is detached");
  }
}
