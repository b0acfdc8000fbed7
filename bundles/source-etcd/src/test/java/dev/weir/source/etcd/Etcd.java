package dev.weir.source.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real etcd of one member, on free ports of the loopback, with a client of its own. */
final class Etcd implements AutoCloseable {

  private static final long READY_MS = 20_000;

  private final Path home;
  private final List<String> options;
  private final int port = freePort();
  private final int peerPort = freePort();
  private final boolean encrypted;
  private @Nullable Process process;
  private @Nullable Client client;
  private int generation;

  Etcd(Path home, String... options) {
    this.home = home;
    this.options = List.of(options);
    this.encrypted = this.options.contains("--cert-file");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  URI endpoint() {
    return URI.create((encrypted ? "https" : "http") + "://127.0.0.1:" + port);
  }

  /** Starts it and waits until it serves. */
  Etcd start() throws IOException, InterruptedException {
    String peer = "http://127.0.0.1:" + peerPort;
    // Killed with the thread that starts it: a test that is killed leaves no etcd.
    List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
    command.addAll(List.of("etcd", "--name", "one"));
    command.addAll(List.of("--data-dir", home.resolve("data-" + generation).toString()));
    command.addAll(List.of("--listen-client-urls", endpoint().toString()));
    command.addAll(List.of("--advertise-client-urls", endpoint().toString()));
    command.addAll(List.of("--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer));
    command.addAll(List.of("--initial-cluster", "one=" + peer));
    command.addAll(options);
    Path log = home.resolve("etcd.log");
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    long deadline = System.nanoTime() + READY_MS * 1_000_000;
    while (!serves()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new IOException("etcd is not ready:\n" + Files.readString(log));
      }
      Thread.sleep(50);
    }
    return this;
  }

  private boolean serves() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Kills it as a power cut does. */
  void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().onExit().join();
      process = null;
    }
  }

  /** The next start finds no data. */
  void forget() {
    generation++;
  }

  /** A client for whoever edits the rules. */
  Client client() {
    Client made = client;
    if (made == null) {
      made = Client.builder().endpoints(endpoint()).connectTimeout(Duration.ofSeconds(5)).build();
      client = made;
    }
    return made;
  }

  /** Edits with this client from now on. */
  void editWith(Client other) {
    if (client != null) {
      client.close();
    }
    client = other;
  }

  /** Puts a text, and waits until etcd has it. */
  void put(String key, String text) throws Exception {
    client().getKVClient().put(bytes(key), bytes(text)).get(10, TimeUnit.SECONDS);
  }

  /** Puts bytes that may be no text. */
  void put(String key, byte[] value) throws Exception {
    client().getKVClient().put(bytes(key), ByteSequence.from(value)).get(10, TimeUnit.SECONDS);
  }

  void delete(String key) throws Exception {
    client().getKVClient().delete(bytes(key)).get(10, TimeUnit.SECONDS);
  }

  long revision() throws Exception {
    return client()
        .getKVClient()
        .get(bytes("?"))
        .get(10, TimeUnit.SECONDS)
        .getHeader()
        .getRevision();
  }

  void compact() throws Exception {
    client().getKVClient().compact(revision()).get(10, TimeUnit.SECONDS);
  }

  static ByteSequence bytes(String text) {
    return ByteSequence.from(text, UTF_8);
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
    kill();
  }
}
