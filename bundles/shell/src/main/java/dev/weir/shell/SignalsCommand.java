package dev.weir.shell;

import dev.weir.hook.Nearest;
import dev.weir.manager.Manager;
import dev.weir.manager.SignalView;
import dev.weir.rule.ResourceName;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code weir:signals}: what passes and what is blocked now, and who counted it. */
@Component(
    service = SignalsCommand.class,
    property = {
      "osgi.command.scope=weir",
      "osgi.command.function=signals",
      "osgi.command.description=Lists what each resource saw in the last second"
    })
public final class SignalsCommand {

  private static final Usage USAGE =
      new Usage(
          "weir:signals",
          List.of("[RESOURCE]"),
          "Lists what each resource saw in the last second, and which plane counted it; or one.",
          true,
          List.of("weir:signals", "weir:signals tcp://:8080", "weir:signals --json"));

  private final Manager manager;

  @Activate
  public SignalsCommand(@Reference Manager manager) {
    this.manager = manager;
  }

  /** The command. */
  public void signals(CommandSession session, String... args) throws CommandFailure {
    Optional<Usage.Arguments> arguments = USAGE.read(args);
    if (arguments.isEmpty()) {
      session.getConsole().print(USAGE.help());
      return;
    }
    List<SignalView> signals = of(manager.signals(), arguments.get().operands());
    session
        .getConsole()
        .print(arguments.get().json() ? SignalsText.json(signals) : SignalsText.table(signals));
  }

  /** All, or that of the resource that was asked for, in whatever spelling. */
  private static List<SignalView> of(List<SignalView> all, List<String> asked)
      throws CommandFailure {
    if (asked.isEmpty()) {
      return all;
    }
    String name = ResourceName.canonical(asked.get(0));
    List<SignalView> found = all.stream().filter(one -> one.resource().equals(name)).toList();
    if (found.isEmpty()) {
      throw new CommandFailure(
          "nobody counts "
              + Table.printable(name)
              + Table.printable(
                  Nearest.hint(name, all.stream().map(SignalView::resource).toList())));
    }
    return found;
  }
}
