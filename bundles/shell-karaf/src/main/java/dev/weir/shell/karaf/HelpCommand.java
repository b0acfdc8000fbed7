package dev.weir.shell.karaf;

import dev.weir.manager.Manager;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code weir:help}: Weir's commands, or how one is called. Its completer is that of all. */
@Component(service = HelpCommand.class, immediate = true)
public final class HelpCommand implements Command {

  private static final String NAME = "help";

  private final SessionFactory shell;
  private final Vocabulary vocabulary;

  @Activate
  public HelpCommand(@Reference SessionFactory shell, @Reference Manager manager) {
    this.shell = shell;
    this.vocabulary = new ManagedWords(manager);
    shell.getRegistry().register(this);
  }

  @Deactivate
  void leave() {
    shell.getRegistry().unregister(this);
  }

  @Override
  public String getScope() {
    return Syntax.SCOPE;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public String getDescription() {
    return "Lists Weir's commands, or says how one is called";
  }

  @Override
  public Completer getCompleter(boolean scoped) {
    return new LineCompleter(scoped ? NAME : Syntax.SCOPE + ":" + NAME, vocabulary);
  }

  @Override
  public @Nullable Parser getParser() {
    return null;
  }

  @Override
  public @Nullable Object execute(Session session, List<Object> arguments) throws Exception {
    if (arguments.isEmpty()) {
      session.getConsole().print(commands());
      return null;
    }
    String asked = arguments.get(0).toString();
    String command = asked.contains(":") ? asked : Syntax.SCOPE + ":" + asked;
    if (Syntax.of(command).filter(syntax -> !syntax.name().equals(NAME)).isEmpty()) {
      session.getConsole().print(commands());
      return null;
    }
    return session.execute(command + " --help");
  }

  /** Every command of the scope, whoever brought it, with a line of what it is for. */
  private String commands() {
    Map<String, String> meanings = new TreeMap<>();
    for (Command command : shell.getRegistry().getCommands()) {
      if (command.getScope().equals(Syntax.SCOPE) && !command.getName().equals(NAME)) {
        meanings.put(Syntax.SCOPE + ":" + command.getName(), command.getDescription());
      }
    }
    int width = meanings.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text =
        new StringBuilder("weir:help COMMAND, or COMMAND --help, says how one is called\n");
    meanings.forEach(
        (name, meaning) ->
            text.append(name).append(" ".repeat(width - name.length() + 2)).append(meaning + "\n"));
    return text.toString();
  }
}
