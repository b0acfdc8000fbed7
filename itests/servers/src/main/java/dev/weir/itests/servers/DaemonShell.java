package dev.weir.itests.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The shell of an installation, over ssh with a key that was made for it. */
public final class DaemonShell {

  private static final String DONE = "weir-command-done";
  private static final String COLOURS = "\u001b\\[[0-9;]*m";

  private final Path folder;
  private final int port;

  private DaemonShell(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /**
   * Makes a key and lets it in, before the installation starts.
   *
   * @param folder for the key, which is made
   */
  public static DaemonShell of(Installation installation, Path folder)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve("key"));
    Programs.run(
        folder,
        List.of("ssh-keygen", "-q", "-t", "ecdsa", "-b", "256", "-N", "", "-C", "t", "-f", "key"));
    String key = Files.readString(folder.resolve("key.pub")).split(" ", -1)[1];
    Files.writeString(
        installation.etc("keys.properties"),
        "\nadmin = " + key + ",_g_:admingroup\n",
        StandardOpenOption.APPEND,
        StandardOpenOption.CREATE);
    return new DaemonShell(folder, installation.sshPort());
  }

  /**
   * Runs a command.
   *
   * @return what it printed
   * @throws IOException when it failed, with its word
   */
  public String run(String command) throws IOException, InterruptedException {
    List<String> ssh = new ArrayList<>(List.of("ssh", "-q", "-T", "-F", "/dev/null", "-i", "key"));
    ssh.addAll(List.of("-p", Integer.toString(port), "-o", "IdentitiesOnly=yes"));
    ssh.addAll(List.of("-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=accept-new"));
    ssh.addAll(List.of("-o", "UserKnownHostsFile=known_hosts", "admin@127.0.0.1"));
    ssh.add(command + "\nshell:echo " + DONE);
    Process process =
        new ProcessBuilder(ssh)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(new java.io.File("/dev/null"))
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    String plain = said.replaceAll(COLOURS, "").replace("\r", "");
    int end = plain.indexOf(DONE);
    if (end < 0) {
      throw new IOException(command + ": " + plain);
    }
    return plain.substring(0, end);
  }
}
