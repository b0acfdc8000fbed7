package dev.weir.shell;

import dev.weir.manager.Manager;
import dev.weir.manager.RulesView;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code weir:rules}: the rules in force, where each is enforced, and what is wrong. */
@Component(
    service = RulesCommand.class,
    property = {"osgi.command.scope=weir", "osgi.command.function=rules"})
public final class RulesCommand {

  private static final Usage USAGE =
      new Usage(
          "weir:rules",
          List.of(),
          "Lists the rules in force: which hook enforces each, or why none does; then what is wrong"
              + " with the documents.",
          true,
          List.of("weir:rules", "weir:rules --json"));

  private final Manager manager;

  @Activate
  public RulesCommand(@Reference Manager manager) {
    this.manager = manager;
  }

  /** The command. */
  public void rules(CommandSession session, String... args) throws CommandFailure {
    Optional<Usage.Arguments> arguments = USAGE.read(args);
    if (arguments.isEmpty()) {
      session.getConsole().print(USAGE.help());
      return;
    }
    RulesView rules = manager.rules();
    session
        .getConsole()
        .print(arguments.get().json() ? RulesText.json(rules) : RulesText.table(rules));
  }
}
