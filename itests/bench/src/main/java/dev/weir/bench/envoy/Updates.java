package dev.weir.bench.envoy;

import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** An Envoy under load whose rules and whose filter are changed by Weir's delivery. */
final class Updates implements AutoCloseable {

  private static final String OPEN = "/orders";
  private static final String CLOSED = "/closed";
  private static final String EDITED = "/edited";
  private static final double NEVER_REACHED = 1_000_000_000;
  private static final int WORKERS = 2;
  private static final int PER_SECOND = 2_000;
  private static final int REFUSED = 429;
  private static final int PATIENCE_SECONDS = 30;
  private static final double NANOS_PER_MS = 1e6;

  private final FilterDoor door;
  private final EnvoyProcess envoy;
  private final int port;
  private final SteadyLoad load;
  private Attachment attachment;
  private int revision;
  private int version;

  /**
   * Starts everything, the load among it.
   *
   * @param program Envoy
   * @param sample its configuration, {@code envoy.yaml.in}
   * @param module the HTTP filter's .wasm
   * @param scratch a folder for its files
   */
  Updates(Path program, Path sample, Path module, Path scratch)
      throws IOException, InterruptedException, HookException {
    door = new FilterDoor(module);
    List<Integer> ports = EnvoyBench.freePorts(2);
    port = ports.get(0);
    String configuration = configuration(Files.readString(sample), ports, door.port());
    envoy = EnvoyProcess.start(program, configuration, ports.get(1), scratch, WORKERS);
    attachment = door.deliver(version);
    apply(NEVER_REACHED);
    FilterDoor.awaitAccepted(attachment);
    load = new SteadyLoad(port, OPEN, CLOSED, PER_SECOND);
  }

  /** The sample's, but Envoy answers by itself. */
  private static String configuration(String sample, List<Integer> ports, int xds)
      throws IOException {
    String route = "route: {cluster: upstream, timeout: 15s}";
    if (!sample.contains(route)) {
      throw new IOException("the sample configuration has no " + route);
    }
    return sample
        .replace(route, "direct_response: {status: 200, body: {inline_string: ok}}")
        .replace("@HTTP_PORT@", Integer.toString(ports.get(0)))
        .replace("@ADMIN_PORT@", Integer.toString(ports.get(1)))
        .replace("@XDS_PORT@", Integer.toString(xds))
        .replace("@UPSTREAM_PORT@", Integer.toString(ports.get(0)))
        .replace("@ADDITIONAL_ADDRESSES@", "[]");
  }

  private void apply(double threshold) throws HookException {
    attachment.apply(
        new RuleSet(
            ++revision,
            List.of(
                FlowRule.perSecond("open", "GET:" + OPEN, NEVER_REACHED),
                FlowRule.perSecond("closed", "GET:" + CLOSED, 0),
                FlowRule.perSecond("edited", "GET:" + EDITED, threshold))));
  }

  /**
   * Closes a path and opens it again, so many times each.
   *
   * @return milliseconds of each closing, from the call of the delivery to the first refusal
   */
  List<Double> edits(int count) throws IOException, InterruptedException, HookException {
    List<Double> times = new ArrayList<>();
    ExecutorService asking = Executors.newSingleThreadExecutor();
    try (KeptConnection probe = new KeptConnection(port, EDITED)) {
      for (int i = 0; i < count; i++) {
        long begin = System.nanoTime();
        Future<Long> refused = asking.submit(() -> until(probe, REFUSED, begin));
        apply(0);
        times.add((refused.get() - begin) / NANOS_PER_MS);
        apply(NEVER_REACHED);
        until(probe, 200, System.nanoTime());
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      asking.shutdownNow();
    }
    return times;
  }

  /** The moment of the first answer of that status. */
  private static long until(KeptConnection probe, int status, long begin) throws IOException {
    long deadline = begin + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      if (probe.ask() == status) {
        return System.nanoTime();
      }
    }
    throw new IOException("no answer of " + status + " after " + PATIENCE_SECONDS + " s");
  }

  /**
   * Delivers a new version of the filter, with the rules of the one before, so many times.
   *
   * @return milliseconds of each, until Envoy has accepted it
   */
  List<Double> swaps(int count) throws HookException {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long begin = System.nanoTime();
      Attachment successor = door.deliver(++version);
      attachment.detach();
      attachment = successor;
      times.add((System.nanoTime() - begin) / NANOS_PER_MS);
    }
    return times;
  }

  /** What came back meanwhile. */
  SteadyLoad load() {
    return load;
  }

  /** Envoy's memory, MiB. */
  double residentMegabytes() throws IOException {
    return envoy.residentMegabytes();
  }

  @Override
  public void close() {
    load.close();
    envoy.close();
    door.close();
  }
}
