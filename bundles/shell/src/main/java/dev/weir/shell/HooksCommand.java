package dev.weir.shell;

import dev.weir.hook.HookException;
import dev.weir.manager.HookView;
import dev.weir.manager.Manager;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code weir:hooks}: what is attached where, and whether the kernel and the proxy agree. */
@Component(
    service = HooksCommand.class,
    property = {
      "osgi.command.scope=weir",
      "osgi.command.function=hooks",
      "osgi.command.description=Lists the hooks, and where each is attached"
    })
public final class HooksCommand {

  private static final Usage.Option LOG =
      new Usage.Option(
          "--log",
          "HOOK",
          "all that the kernel said when it last refused this hook: the verifier's log");

  private static final Usage USAGE =
      new Usage(
          "weir:hooks",
          List.of(),
          "Lists the hooks: where each is attached, and what the kernel or the proxy says of it.",
          List.of(LOG),
          true,
          List.of("weir:hooks", "weir:hooks --json", "weir:hooks --log xdp-counter"));

  private final Manager manager;

  @Activate
  public HooksCommand(@Reference Manager manager) {
    this.manager = manager;
  }

  /** The command. */
  public void hooks(CommandSession session, String... args) throws CommandFailure {
    Optional<Usage.Arguments> arguments = USAGE.read(args);
    if (arguments.isEmpty()) {
      session.getConsole().print(USAGE.help());
      return;
    }
    String hook = arguments.get().values().get(LOG.name());
    if (hook != null) {
      session.getConsole().print(log(hook));
      return;
    }
    List<HookView> hooks = manager.hooks();
    session
        .getConsole()
        .print(arguments.get().json() ? HooksText.json(hooks) : HooksText.table(hooks));
  }

  private String log(String hook) throws CommandFailure {
    try {
      String log = manager.log(hook);
      return log.isEmpty()
          ? "nothing more was said of " + hook + " than weir:hooks shows\n"
          : log.lines().map(Table::printable).collect(Collectors.joining("\n", "", "\n"));
    } catch (HookException e) {
      throw new CommandFailure(Table.printable(String.valueOf(e.getMessage())), e);
    }
  }
}
