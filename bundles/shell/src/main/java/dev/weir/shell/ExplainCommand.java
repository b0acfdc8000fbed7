package dev.weir.shell;

import dev.weir.hook.Nearest;
import dev.weir.manager.ExplainView;
import dev.weir.manager.Manager;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code weir:explain}: where a rule is enforced, why there, and what its resource saw. */
@Component(
    service = ExplainCommand.class,
    property = {
      "osgi.command.scope=weir",
      "osgi.command.function=explain",
      "osgi.command.description=Says where a rule is enforced, why there, and what it did"
    })
public final class ExplainCommand {

  private static final Usage USAGE =
      new Usage(
          "weir:explain",
          List.of("RULE"),
          "Says of a rule which hook enforces it and why that one, what it did in the last"
              + " minute, or where no hook counts by rule what its resource saw, and of each cheaper hook what keeps the rule from it.",
          true,
          List.of("weir:explain orders", "weir:explain orders --json"));

  private final Manager manager;

  @Activate
  public ExplainCommand(@Reference Manager manager) {
    this.manager = manager;
  }

  /** The command. */
  public void explain(CommandSession session, String... args) throws CommandFailure {
    Optional<Usage.Arguments> arguments = USAGE.read(args);
    if (arguments.isEmpty()) {
      session.getConsole().print(USAGE.help());
      return;
    }
    String rule = arguments.get().operands().get(0);
    Optional<ExplainView> view = manager.explain(rule);
    if (view.isEmpty()) {
      throw new CommandFailure("no rule '" + Table.printable(rule) + "' is in force" + near(rule));
    }
    session
        .getConsole()
        .print(
            arguments.get().json() ? ExplainText.json(view.get()) : ExplainText.words(view.get()));
  }

  private String near(String rule) {
    List<String> ids = manager.rules().rules().stream().map(placed -> placed.rule().id()).toList();
    return Table.printable(Nearest.hint(rule, ids)) + "; weir:rules lists them";
  }
}
