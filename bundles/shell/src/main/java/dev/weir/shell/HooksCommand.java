package dev.weir.shell;

import dev.weir.manager.HookView;
import dev.weir.manager.Manager;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code weir:hooks}: what is attached where, and whether the kernel and the proxy agree. */
@Component(
    service = HooksCommand.class,
    property = {"osgi.command.scope=weir", "osgi.command.function=hooks"})
public final class HooksCommand {

  private static final Usage USAGE =
      new Usage(
          "weir:hooks",
          List.of(),
          "Lists the hooks: where each is attached, and what the kernel or the proxy says of it.",
          true,
          List.of("weir:hooks", "weir:hooks --json"));

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
    List<HookView> hooks = manager.hooks();
    session
        .getConsole()
        .print(arguments.get().json() ? HooksText.json(hooks) : HooksText.table(hooks));
  }
}
