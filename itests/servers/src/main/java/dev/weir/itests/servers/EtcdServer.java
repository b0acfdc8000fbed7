package dev.weir.itests.servers;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A real etcd of one member, without TLS. */
public final class EtcdServer implements AutoCloseable {

  private static final long READY_MS = 60_000;

  private final Path home;
  private final int port = Programs.freePort();
  private final int peerPort = Programs.freePort();
  private @Nullable Process process;
  private final String host;
  private final UnaryOperator<List<String>> place;
  private int generation;

  /**
   * On the loopback.
   *
   * @param home folder for its data and its log
   */
  public EtcdServer(Path home) {
    this(home, "127.0.0.1", command -> command);
  }

  /** In a namespace. */
  public EtcdServer(Path home, Namespace namespace) {
    this(home, namespace.address(), namespace::inside);
  }

  private EtcdServer(Path home, String host, UnaryOperator<List<String>> place) {
    this.home = home;
    this.host = host;
    this.place = place;
  }

  public String endpoint() {
    return "http://" + host + ":" + port;
  }

  /** Starts it and waits until it serves. */
  public EtcdServer start() throws IOException, InterruptedException {
    String peer = "http://127.0.0.1:" + peerPort;
    List<String> command = new ArrayList<>(List.of("etcd", "--name", "one"));
    command.addAll(List.of("--data-dir", home.resolve("data-" + generation).toString()));
    command.addAll(List.of("--listen-client-urls", endpoint(), "--advertise-client-urls"));
    command.addAll(List.of(endpoint(), "--listen-peer-urls", peer));
    command.addAll(List.of("--initial-advertise-peer-urls", peer, "--initial-cluster"));
    command.add("one=" + peer);
    Process started = Programs.start(home, "etcd", place.apply(command));
    process = started;
    long deadline = System.nanoTime() + READY_MS * 1_000_000;
    while (!serves()) {
      if (System.nanoTime() > deadline || !started.isAlive()) {
        throw new IOException("etcd is not ready:\n" + Files.readString(home.resolve("etcd.log")));
      }
      Thread.sleep(50);
    }
    return this;
  }

  private boolean serves() {
    try (Socket socket = new Socket(host, port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Puts a text, and waits until etcd has it. */
  public void put(String key, String text) throws IOException, InterruptedException {
    Programs.run(home, etcdctl("put", key), text);
  }

  /** Deletes a key. */
  public void delete(String key) throws IOException, InterruptedException {
    Programs.run(home, etcdctl("del", key));
  }

  /** Throws away the history of the store. */
  public void compact() throws IOException, InterruptedException {
    String status = Programs.run(home, etcdctl("endpoint", "status", "--write-out=json"));
    String revision = status.replaceAll("(?s).*\"revision\":([0-9]+).*", "$1");
    Programs.run(home, etcdctl("compact", revision));
  }

  private List<String> etcdctl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("env", "ETCDCTL_API=3", "etcdctl"));
    command.addAll(List.of("--dial-timeout=20s", "--command-timeout=20s"));
    command.add("--endpoints=" + endpoint());
    command.addAll(List.of(arguments));
    return place.apply(command);
  }

  /** The next start finds no data. */
  public void forget() {
    generation++;
  }

  /** Kills it, as a power cut does. */
  public void kill() {
    Process running = process;
    process = null;
    if (running != null) {
      running.destroyForcibly().onExit().join();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
