package dev.weir.bench.kernel.swaps;

import dev.weir.bench.kernel.Unmanaged;
import dev.weir.connection.guard.ConnectionGuard;
import dev.weir.hook.Attachment;
import dev.weir.hook.Hook;
import dev.weir.hook.HookException;
import dev.weir.libbpf.Kernel;
import dev.weir.rule.RuleSet;
import dev.weir.tc.classifier.TcClassifier;
import dev.weir.tcp.rtt.TcpRtt;
import dev.weir.xdp.counter.XdpCounter;
import dev.weir.xdp.limiter.XdpLimiter;
import java.util.List;
import java.util.function.Function;

/** A hook that is swapped, with the rules that it enforces meanwhile. */
enum Subject {
  XDP_COUNTER(
      "xdp-counter",
      true,
      SwapRules.NONE,
      kernel ->
          new XdpCounter(Unmanaged.bundle(), Unmanaged.defaults(XdpCounter.Config.class), kernel)),
  XDP_LIMITER(
      "xdp-limiter",
      true,
      SwapRules.PACKETS,
      kernel ->
          new XdpLimiter(Unmanaged.bundle(), Unmanaged.defaults(XdpLimiter.Config.class), kernel)),
  TC_CLASSIFIER(
      "tc-classifier",
      true,
      SwapRules.PACKETS,
      kernel ->
          new TcClassifier(
              Unmanaged.bundle(), Unmanaged.defaults(TcClassifier.Config.class), kernel)),
  CONNECTION_GUARD(
      "connection-guard",
      false,
      SwapRules.CONNECTIONS,
      kernel ->
          new ConnectionGuard(
              Unmanaged.bundle(), Unmanaged.defaults(ConnectionGuard.Config.class), kernel)),
  TCP_RTT(
      "tcp-rtt",
      false,
      SwapRules.NONE,
      kernel -> new TcpRtt(Unmanaged.bundle(), Unmanaged.defaults(TcpRtt.Config.class), kernel));

  static final List<Subject> ALL = List.of(values());

  private final String title;
  private final boolean device;
  private final RuleSet rules;
  private final Function<Kernel, Hook> maker;

  Subject(String title, boolean device, RuleSet rules, Function<Kernel, Hook> maker) {
    this.title = title;
    this.device = device;
    this.rules = rules;
    this.maker = maker;
  }

  /** The hook's name. */
  String title() {
    return title;
  }

  /** Whether it sits at an interface; else in a control group. */
  boolean device() {
    return device;
  }

  /** Attaches it, over whatever version is there, and puts its rules in force, as a daemon does. */
  Attachment attach(Kernel kernel, String point) throws HookException {
    Attachment attachment = maker.apply(kernel).attach(point);
    try {
      attachment.apply(rules);
      return attachment;
    } catch (HookException e) {
      attachment.detach();
      throw e;
    }
  }
}
