package dev.weir.shell;

import dev.weir.manager.Manager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;

/** Felix's own shell with Weir's commands in it. */
final class Gogo {

  private final CommandProcessorImpl processor = new CommandProcessorImpl(new ThreadIOImpl());

  Gogo(Manager manager) {
    processor.addCommand("weir", new HooksCommand(manager), "hooks");
    processor.addCommand("weir", new CapabilitiesCommand(manager), "capabilities");
    processor.addCommand("weir", new RulesCommand(manager), "rules");
    processor.addCommand("weir", new RollbackCommand(manager), "rollback");
    processor.addCommand("weir", new SignalsCommand(manager), "signals");
    processor.addCommand("weir", new EventsCommand(manager), "events");
    processor.addCommand("weir", new ExplainCommand(manager), "explain");
    processor.addCommand("weir", new AttachCommand(manager), "attach");
    processor.addCommand("weir", new DetachCommand(manager), "detach");
  }

  Gogo(MetricsCommand metrics) {
    processor.addCommand("weir", metrics, "metrics");
  }

  /** What a command line prints. */
  String run(String line) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8);
        CommandSession session =
            processor.createSession(new ByteArrayInputStream(new byte[0]), console, console)) {
      session.execute(line);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
