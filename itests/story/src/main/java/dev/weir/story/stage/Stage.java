package dev.weir.story.stage;

import dev.weir.story.traffic.Job;
import dev.weir.story.traffic.Target;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/** A Weir that runs for the story alone. */
public final class Stage {

  private static final Duration UP = Duration.ofMinutes(3);

  /** Kernel hooks attach beside the proxy's; where they cannot, nobody says so at once. */
  private static final Duration KERNEL = Duration.ofSeconds(15);

  private static final int DOWN_SECONDS = 60;
  private static final List<String> PROXY_HOOKS = List.of("http");
  private static final List<String> ALL_HOOKS = List.of("http", "tc-classifier", "xdp-counter");

  private final WeirScript script;
  private final Process up;
  private final WeirStatus status;
  private final Optional<SampleNetwork> network;
  private final AtomicBoolean struck = new AtomicBoolean();

  private Stage(WeirScript script, Process up, WeirStatus status) throws IOException {
    this.script = script;
    this.up = up;
    this.status = status;
    this.network =
        status.kernelOn()
            ? Optional.of(SampleNetwork.on(status.interfaceName()))
            : Optional.empty();
  }

  /**
   * Sets it up: {@code weir up}, until everything answers.
   *
   * @param kernel whether the kernel plane is wanted
   * @throws IOException when something does not come up; what was started is taken down again
   */
  public static Stage set(Path scriptFile, boolean kernel)
      throws IOException, InterruptedException {
    WeirScript script = new WeirScript(scriptFile);
    if (script.status().isPresent()) {
      throw new IOException("a Weir runs already: './weir down' first");
    }
    File log = File.createTempFile("weir-up", ".log");
    Process up = script.up(kernel, log);
    try {
      Awaitility.await("weir up")
          .atMost(UP)
          .pollInterval(Duration.ofSeconds(1))
          .ignoreExceptions()
          .until(() -> !up.isAlive() || ready(script));
      if (kernel) {
        comesTrue(KERNEL, () -> script.status().filter(WeirStatus::kernelOn).isPresent());
      }
      Optional<WeirStatus> status = script.status();
      if (!up.isAlive() || status.isEmpty()) {
        throw new IOException("'weir up' ended with " + up.waitFor());
      }
      return new Stage(script, up, status.get());
    } catch (IOException | RuntimeException e) {
      String said = Files.readString(log.toPath());
      strike(script, up);
      throw new IOException("Weir did not come up: " + e.getMessage() + "\n" + said, e);
    } finally {
      Files.delete(log.toPath());
    }
  }

  /** What the script says of it. */
  public WeirStatus status() {
    return status;
  }

  /** The script. */
  public WeirScript script() {
    return script;
  }

  /** The daemon. */
  public Daemon daemon() {
    return new Daemon(script);
  }

  /** The folder of rule files. */
  public RuleFolder rules() {
    return new RuleFolder(script.resolve(status.rules()));
  }

  /** Envoy's administration interface. */
  public EnvoyAdmin envoy() {
    return new EnvoyAdmin(status.envoy().admin());
  }

  /** The sample network, on which the kernel hooks sit. */
  public SampleNetwork network() {
    return network.orElseThrow(() -> new IllegalStateException("the kernel plane is off"));
  }

  /** Envoy's listener as the clients reach it. */
  public Target http() {
    Target loopback = Target.parse(status.envoy().http());
    return network
        .map(net -> loopback.at(net.address()).from(SampleNetwork.FIRST_SOURCE))
        .orElse(loopback);
  }

  /** Starts a client. */
  public ClientProcess start(Job job) throws IOException {
    return new ClientProcess(network.isPresent() ? SampleNetwork.enter() : List.of(), job);
  }

  /** Runs a client to its end. */
  public <T> T run(Job job, Class<T> result) throws IOException, InterruptedException {
    try (ClientProcess client = start(job)) {
      return client.result(result);
    }
  }

  /**
   * Waits until something is so.
   *
   * @return whether it came to be
   */
  public static boolean comesTrue(Duration within, Condition condition) {
    ConditionFactory wait =
        Awaitility.await().atMost(within).pollDelay(Duration.ZERO).pollInSameThread();
    try {
      wait.until(condition::holds);
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }

  /** Something that is so or not. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it is so now. */
    boolean holds() throws Exception;
  }

  /** Takes everything down; once is enough. */
  public void strike() throws IOException, InterruptedException {
    if (struck.compareAndSet(false, true)) {
      strike(script, up);
    }
  }

  private static boolean ready(WeirScript script) throws IOException, InterruptedException {
    Optional<WeirStatus> status = script.status();
    if (status.isEmpty()) {
      return false;
    }
    for (String name : status.get().kernelOn() ? ALL_HOOKS : PROXY_HOOKS) {
      if (new Daemon(script).hook(name).filter(HookState::inPlace).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static void strike(WeirScript script, Process up)
      throws IOException, InterruptedException {
    script.down();
    if (!up.waitFor(DOWN_SECONDS, TimeUnit.SECONDS)) {
      up.destroyForcibly();
      throw new IOException("'weir up' did not end within " + DOWN_SECONDS + " s of 'weir down'");
    }
  }
}
