package dev.weir.shell;

import dev.weir.manager.Manager;
import dev.weir.manager.SignalView;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code weir:signals}: what passes and what is blocked now, and who counted it. */
@Component(
    service = SignalsCommand.class,
    property = {"osgi.command.scope=weir", "osgi.command.function=signals"})
public final class SignalsCommand {

  private static final Usage USAGE =
      new Usage(
          "weir:signals",
          List.of(),
          "Lists what each resource saw in the last second, and which plane counted it.",
          true,
          List.of("weir:signals", "weir:signals --json"));

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
    List<SignalView> signals = manager.signals();
    session
        .getConsole()
        .print(arguments.get().json() ? SignalsText.json(signals) : SignalsText.table(signals));
  }
}
