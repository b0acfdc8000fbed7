package dev.weir.shell;

import dev.weir.manager.Manager;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code weir:rollback}: goes back to an earlier set of rules and holds it. */
@Component(
    service = RollbackCommand.class,
    property = {
      "osgi.command.scope=weir",
      "osgi.command.function=rollback",
      "osgi.command.description=Goes back to an earlier set of rules, or lists them"
    })
public final class RollbackCommand {

  private static final Usage.Option RELEASE =
      new Usage.Option("--release", "", "ends a rollback: what the sources have now is in force");

  private static final Usage USAGE =
      new Usage(
          "weir:rollback",
          List.of("[REVISION]"),
          "Goes back to an earlier set of rules and holds it, over a restart too: what sources"
              + " bring is read and waits until --release. Without a revision: lists the last 50"
              + " sets.",
          List.of(RELEASE),
          true,
          List.of("weir:rollback", "weir:rollback 7", "weir:rollback --release"));

  private final Manager manager;

  @Activate
  public RollbackCommand(@Reference Manager manager) {
    this.manager = manager;
  }

  /** The command. */
  public void rollback(CommandSession session, String... args) throws CommandFailure {
    Optional<Usage.Arguments> read = USAGE.read(args);
    if (read.isEmpty()) {
      session.getConsole().print(USAGE.help());
      return;
    }
    Usage.Arguments arguments = read.get();
    boolean release = arguments.has(RELEASE);
    if (release && !arguments.operands().isEmpty()) {
      throw new CommandFailure("give a revision or --release, not both");
    }
    if (release) {
      done(manager.release());
      session.getConsole().println("released: what the sources have is in force" + revision());
    } else if (arguments.operands().isEmpty()) {
      list(session, arguments.json());
    } else {
      long revision = Usage.number("REVISION", arguments.operands().get(0));
      done(manager.rollback(revision));
      session
          .getConsole()
          .println(
              "the rules of revision "
                  + revision
                  + " are in force"
                  + revision()
                  + ", and held until weir:rollback --release");
    }
  }

  private void list(CommandSession session, boolean json) {
    session
        .getConsole()
        .print(
            json
                ? RevisionsText.listJson(manager.revisions())
                : RevisionsText.list(manager.revisions(), System.currentTimeMillis()));
  }

  private String revision() {
    return " as revision " + manager.rules().revision();
  }

  private static void done(String refused) throws CommandFailure {
    if (!refused.isEmpty()) {
      throw new CommandFailure("nothing was changed: " + Table.printable(refused));
    }
  }
}
