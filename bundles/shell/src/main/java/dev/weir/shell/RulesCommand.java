package dev.weir.shell;

import dev.weir.manager.Manager;
import dev.weir.manager.RevisionView;
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
    property = {
      "osgi.command.scope=weir",
      "osgi.command.function=rules",
      "osgi.command.description=Lists the rules in force, where each is enforced, and what is wrong"
    })
public final class RulesCommand {

  private static final Usage.Option AT =
      new Usage.Option("--at", "REVISION", "the rules of an earlier set; weir:rollback lists them");

  private static final Usage USAGE =
      new Usage(
          "weir:rules",
          List.of(),
          "Lists the rules in force: which hook enforces each, or why none does, where it comes"
              + " from, in which revision and how long ago it got its content, and its state:"
              + " current; last-good when its document has an error now; stale when its source"
              + " cannot be read; awaited until its source delivers; pinned after a rollback. Then"
              + " what is wrong with the documents.",
          List.of(AT),
          true,
          List.of("weir:rules", "weir:rules --at 7", "weir:rules --json"));

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
    Optional<Long> at = arguments.get().number(AT);
    boolean json = arguments.get().json();
    if (at.isPresent()) {
      RevisionView then = find(manager.revisions(), at.get());
      session.getConsole().print(json ? RevisionsText.json(then) : RevisionsText.table(then));
      return;
    }
    RulesView rules = manager.rules();
    long now = System.currentTimeMillis();
    session.getConsole().print(json ? RulesText.json(rules) : RulesText.table(rules, now));
  }

  private static RevisionView find(List<RevisionView> kept, long revision) throws CommandFailure {
    return kept.stream()
        .filter(view -> view.revision() == revision)
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "revision " + revision + " is not kept; weir:rollback lists those that are"));
  }
}
