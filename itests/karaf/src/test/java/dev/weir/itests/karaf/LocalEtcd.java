package dev.weir.itests.karaf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A real etcd of one member, on free ports of the loopback; it ends with the thread it is of. */
final class LocalEtcd implements AutoCloseable {

  private final Path home;
  private final String endpoint = "http://127.0.0.1:" + freePort();
  private final Process process;

  LocalEtcd(Path home) throws IOException {
    this.home = home;
    String peer = "http://127.0.0.1:" + freePort();
    process =
        start(
            "setpriv",
            "--pdeathsig",
            "KILL",
            "etcd",
            "--name=one",
            "--data-dir=" + home.resolve("data"),
            "--listen-client-urls=" + endpoint,
            "--advertise-client-urls=" + endpoint,
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--initial-cluster=one=" + peer);
  }

  String endpoint() {
    return endpoint;
  }

  /** Puts a text, and waits until etcd has it. */
  void put(String key, String text) throws IOException, InterruptedException {
    Process put =
        start(
            "env",
            "ETCDCTL_API=3",
            "etcdctl",
            "--dial-timeout=20s",
            "--command-timeout=20s",
            "--endpoints=" + endpoint,
            "put",
            key);
    put.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    put.getOutputStream().close();
    if (put.waitFor() != 0) {
      throw new IOException("etcdctl put failed; its word is in " + home.resolve("log"));
    }
  }

  private Process start(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
