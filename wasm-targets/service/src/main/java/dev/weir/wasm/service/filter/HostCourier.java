package dev.weir.wasm.service.filter;

import dev.weir.wasm.limits.HostFigures;
import dev.weir.wasm.sdk.Buffer;
import dev.weir.wasm.sdk.GrpcMethod;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.Metrics;
import dev.weir.wasm.sdk.SharedData;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.context.GrpcCloseContext;
import dev.weir.wasm.sdk.context.GrpcMessageContext;
import dev.weir.wasm.sdk.context.RootContext;
import dev.weir.wasm.sdk.context.TickContext;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.BufferType;
import dev.weir.wasm.sdk.type.LogLevel;
import dev.weir.wasm.sdk.type.MetricType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * Tells the daemon what the filters have counted and asks it for figures of the host, in one call,
 * ten times a second and from one worker of the proxy; the figures it puts where all filters read
 * them ({@link HostFigures}), with the proxy's shares of thresholds ({@link SharesKeeper}). When
 * the daemon does not answer, what is there grows old: nothing is written that was not just
 * answered, and what was counted is told the next time.
 *
 * <p>The configuration is the name of the cluster that leads to the daemon.
 */
public final class HostCourier
    implements RootContext, TickContext, GrpcMessageContext, GrpcCloseContext {

  /** Period of ticks, in milliseconds. */
  static final int TICK_MS = 100;

  /** After so long a call has failed, in milliseconds. */
  static final int TIMEOUT_MS = 1_000;

  /** Longest name of a cluster, in bytes. */
  static final int MAX_CLUSTER = 256;

  private static final long NANOS_PER_MS = 1_000_000;
  private static final int NONE = -1;

  private final Host host;
  private final Lease lease;
  private final FiguresMessage figures;
  private final SharesKeeper shares;
  private final ReportMessage report;
  private final Buffer configuration;
  private final Buffer message;
  private final Slice key;
  private final Slice service;
  private final Slice method;
  private final Slice cluster;
  private final Slice bytes = new Slice();
  private final Slice nothing = new Slice();
  private int current = NONE;
  private int call = NONE;
  private long givenUpNanos;
  private int answers = Metrics.NONE;
  private int failures = Metrics.NONE;

  /** One that knows no cluster yet. */
  public HostCourier(Host host) {
    this.host = host;
    this.lease = new Lease(host);
    this.figures = new FiguresMessage(host);
    this.shares = new SharesKeeper(host);
    this.report = new ReportMessage(host, shares);
    this.configuration = host.buffer(BufferType.PLUGIN_CONFIGURATION);
    this.message = host.buffer(BufferType.GRPC_CALL_MESSAGE);
    this.key = host.constant(HostFigures.KEY);
    this.service = host.constant("weir.v1.Host");
    this.method = host.constant("Figures");
    this.cluster = host.constant(" ".repeat(MAX_CLUSTER));
    this.cluster.set(cluster.address(), 0);
  }

  @Override
  public boolean onConfigure(int plugin, int size) {
    boolean read =
        size > 0
            && size <= MAX_CLUSTER
            && configuration.read(0, size, bytes) == Status.OK
            && bytes.length() == size;
    if (!read) {
      host.log(
          LogLevel.ERROR,
          "configuration refused: it must be the name of a cluster, 1 to "
              + MAX_CLUSTER
              + " bytes, had "
              + size);
      return false;
    }
    host.memory().copy(bytes.address(), cluster.address(), size);
    cluster.set(cluster.address(), size);
    if (answers == Metrics.NONE) {
      answers = host.metrics().define(MetricType.COUNTER, "weir.service.answers");
      failures = host.metrics().define(MetricType.COUNTER, "weir.service.failures");
    }
    // what its predecessor has asked is not answered any more
    current = plugin;
    call = NONE;
    host.tickEvery(TICK_MS);
    return true;
  }

  @Override
  public void onTick(int plugin) {
    long nanos = plugin == current ? host.nanos() : Host.NO_TIME;
    if (nanos < 0 || !lease.hold(nanos) || (call != NONE && nanos < givenUpNanos)) {
      return;
    }
    GrpcMethod target = new GrpcMethod(cluster, service, method, nothing);
    if (host.grpc().call(target, report.write(nanos), TIMEOUT_MS) == Status.OK) {
      call = host.grpc().id();
      givenUpNanos = nanos + (TIMEOUT_MS + TICK_MS) * NANOS_PER_MS;
    } else {
      failed("the cluster '" + name() + "' cannot be called");
    }
  }

  @Override
  public void onGrpcReceive(int plugin, int id, int size) {
    if (id != call) {
      return;
    }
    // an answer ends the call: the proxy tells of a close only where none came
    call = NONE;
    if (size > FiguresMessage.MAX
        || message.read(0, size, bytes) != Status.OK
        || !figures.read(bytes)) {
      failed("an answer of " + size + " bytes is not one of weir.v1.Host");
      return;
    }
    report.arrived(figures.daemon());
    long nanos = host.nanos();
    if (nanos >= 0) {
      host.sharedData().set(key, figures.value(nanos), SharedData.OVERWRITE);
      keep(nanos);
      count(answers);
    }
  }

  private void keep(long nanos) {
    if (figures.shares().length() > 0) {
      shares.put(figures.shares(), nanos);
    } else if (figures.same() != 0) {
      shares.confirm(figures.same(), nanos);
    }
  }

  @Override
  public void onGrpcClose(int plugin, int id, int status) {
    if (id == call) {
      call = NONE;
      if (status != 0) {
        failed("the daemon does not answer, gRPC status " + status);
      }
    }
  }

  private void failed(String why) {
    count(failures);
    host.log(LogLevel.DEBUG, why);
  }

  private void count(int metric) {
    if (metric != Metrics.NONE) {
      host.metrics().increment(metric, 1);
    }
  }

  private String name() {
    Memory memory = host.memory();
    return String.valueOf(Utf8.read(memory, cluster.address(), cluster.length()));
  }
}
