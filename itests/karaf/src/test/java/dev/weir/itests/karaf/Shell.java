package dev.weir.itests.karaf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;

/** Karaf's shell, as the admin sees it. */
final class Shell {

  private static final List<String> ROLES = List.of("admin", "manager", "viewer", "systembundles");

  private final SessionFactory sessions;

  Shell(SessionFactory sessions) {
    this.sessions = sessions;
  }

  /**
   * Runs a command.
   *
   * @return what it printed
   * @throws Exception what it threw
   */
  String run(String command) throws Exception {
    Subject admin = new Subject();
    ROLES.forEach(role -> admin.getPrincipals().add(new RolePrincipal(role)));
    try {
      return Subject.doAs(
          new Subject(true, admin.getPrincipals(), Set.of(), Set.of()),
          (PrivilegedExceptionAction<String>) () -> execute(command));
    } catch (PrivilegedActionException e) {
      throw e.getException();
    }
  }

  /**
   * What the shell offers when TAB is hit at the end of a line: what the completers of all commands
   * say, as Karaf asks them.
   */
  List<String> complete(String line) throws Exception {
    Session session =
        sessions.create(new ByteArrayInputStream(new byte[0]), System.out, System.out);
    try {
      List<Candidate> candidates = new ArrayList<>();
      for (Command command : sessions.getRegistry().getCommands()) {
        Completer completer = command.getCompleter(false);
        if (completer != null) {
          completer.completeCandidates(session, new TypedLine(line), candidates);
        }
      }
      return candidates.stream().map(Candidate::value).toList();
    } finally {
      session.close();
    }
  }

  private String execute(String command) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      Session session = sessions.create(new ByteArrayInputStream(new byte[0]), console, console);
      try {
        session.execute(command);
      } finally {
        session.close();
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
