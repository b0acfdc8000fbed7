package dev.weir.itests.karaf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
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
