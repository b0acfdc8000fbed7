package dev.weir.itests.karaf;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.weir.itests.servers.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** A new installation, started by its script as an operator would. */
public class FirstStartIT {

  private Installation installation;

  @Before
  public void install() throws Exception {
    installation =
        Installation.unpack(
            Path.of(System.getProperty("weir.distribution")),
            Path.of(System.getProperty("weir.target"), "first-start"));
  }

  @After
  public void stop() throws Exception {
    installation.stop();
  }

  @Test
  public void firstStart_givesAnAdminWhosePasswordOnlyTheOwnerCanRead() throws Exception {
    Path password = installation.etc("admin.password");
    Path users = installation.etc("users.properties");

    installation.start();

    assertEquals("rw-------", mode(password));
    assertEquals("rw-------", mode(users));
    String secret = Files.readString(password).strip();
    assertTrue("32 hex digits: " + secret.length(), secret.matches("[0-9a-f]{32}"));
    assertThat(Files.readString(users), containsString("admin = {CRYPT}"));
    assertTrue("the password is not stored", !Files.readString(users).contains(secret));
  }

  @Test
  public void secondStart_keepsTheAdmin() throws Exception {
    installation.start();
    String first = Files.readString(installation.etc("admin.password"));
    installation.stop();

    installation.start();

    assertEquals(first, Files.readString(installation.etc("admin.password")));
  }

  @Test
  public void started_listensOnLoopbackOnly_forShellAndXds() throws Exception {
    installation.start();

    Set<Listener> listeners = Listener.of(installation.pid());
    List<Listener> open =
        listeners.stream().filter(listener -> !listener.address().isLoopbackAddress()).toList();
    assertEquals(List.of(), open);
    List<Integer> ports = listeners.stream().map(Listener::port).toList();
    assertTrue("ssh among " + ports, ports.contains(installation.sshPort()));
    assertTrue("xds among " + ports, ports.contains(installation.xdsPort()));
  }

  @Test
  public void started_logsNoWarning_andRefreshesNothing() throws Exception {
    installation.start();

    String log = installation.log();
    List<String> trouble =
        log.lines()
            .filter(
                line ->
                    line.contains("| WARN ")
                        || line.contains("| ERROR ")
                        || line.contains("Refreshing bundles")
                        || line.contains("Stopping bundles"))
            .toList();
    assertEquals(List.of(), trouble);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
