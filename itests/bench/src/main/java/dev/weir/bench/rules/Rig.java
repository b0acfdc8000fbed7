package dev.weir.bench.rules;

import dev.weir.bench.Settings;
import dev.weir.bench.UnavailableException;
import dev.weir.bench.rules.door.ConfigDoor;
import dev.weir.itests.servers.ApiServer;
import dev.weir.itests.servers.DaemonShell;
import dev.weir.itests.servers.EnvoyServer;
import dev.weir.itests.servers.EtcdServer;
import dev.weir.itests.servers.Installation;
import dev.weir.itests.servers.Programs;
import dev.weir.itests.servers.Upstream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that takes part: the assembled platform with both planes, its kernel hooks on the loopback,
 * an Envoy of two workers, and the stores.
 */
final class Rig implements AutoCloseable {

  private static final String PINS = "/sys/fs/bpf/weir-bench";

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Path home;
  private final Installation weir;
  private final EnvoyServer envoy;
  private final List<Writer> writers = new ArrayList<>();

  Rig(Settings settings, Path home) throws Exception {
    this.home = home;
    try {
      ApiServer kubernetes = kubernetes(settings);
      EtcdServer etcd = new EtcdServer(Files.createDirectories(home.resolve("etcd")));
      started.push(etcd);
      etcd.start();
      int door = Programs.freePort();
      weir = weir(settings, door);
      weir.set("dev.weir.source.etcd.cfg", "endpoints", etcd.endpoint());
      weir.set("dev.weir.source.kubernetes.cfg", "kubeconfig", kubernetes.kubeconfig("admin"));
      DaemonShell shell = DaemonShell.of(weir, home.resolve("ssh"));
      started.push(weir::stop);
      weir.start();
      shell.run("feature:install -r weir-etcd weir-kubernetes");
      envoy = envoy(settings);
      started.push(envoy);
      HttpClient plain = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      ConfigWriter config = new ConfigWriter(door);
      started.push(config);
      writers.add(new KubernetesWriter(kubernetes.client(), kubernetes));
      writers.add(new EtcdWriter(plain, etcd.endpoint()));
      writers.add(new FileWriter(weir.file("rules")));
      writers.add(config);
    } catch (Exception | AssertionError e) {
      close();
      throw e;
    }
  }

  private ApiServer kubernetes(Settings settings) throws Exception {
    ApiServer server = new ApiServer(Files.createDirectories(home.resolve("kubernetes")));
    started.push(server);
    server.start();
    server.define(settings.root().resolve("distribution/src/main/kubernetes/crds"));
    return server;
  }

  private Installation weir(Settings settings, int door) throws Exception {
    Installation installation = Installation.unpack(archive(settings.root()), home.resolve("weir"));
    installation.set("dev.weir.manager.cfg", "kernel.enabled", true);
    installation.set("dev.weir.libbpf.cfg", "pins", PINS);
    installation.set("dev.weir.tc.classifier.cfg", "interface", "lo");
    installation.set("dev.weir.xdp.counter.cfg", "interface", "none");
    Files.writeString(
        installation.etc("custom.system.properties"),
        "\n" + ConfigDoor.PORT + " = " + door + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    DoorBundle.write(Files.createDirectories(installation.file("deploy")).resolve("door.jar"));
    return installation;
  }

  private static Path archive(Path root) throws IOException, UnavailableException {
    Path target = root.resolve("distribution/target");
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().matches("weir-.*\\.tar\\.gz"))
          .findFirst()
          .orElseThrow(
              () -> new UnavailableException(target + " has no distribution: ./weir builds it"));
    }
  }

  private EnvoyServer envoy(Settings settings) throws Exception {
    Upstream upstream = new Upstream();
    started.push(upstream);
    Path sample = settings.root().resolve("distribution/src/main/sample/envoy.yaml.in");
    return new EnvoyServer(
        new EnvoyServer.Place(settings.envoy(), sample, home.resolve("envoy")),
        weir.xdsPort(),
        upstream.port());
  }

  /** One for each source. */
  List<Writer> writers() {
    return writers;
  }

  /** The folder of rule files. */
  FileWriter files() {
    return new FileWriter(weir.file("rules"));
  }

  /** A folder that goes when the rig has gone. */
  Path folder(String name) {
    return home.resolve(name);
  }

  /** The port that clients of Envoy connect to. */
  int http() {
    return envoy.port();
  }

  /** What the daemon logged. */
  String log() throws IOException {
    return weir.log();
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        System.err.println("not taken down: " + e);
      }
    }
  }
}
