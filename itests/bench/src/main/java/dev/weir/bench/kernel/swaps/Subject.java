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
import org.osgi.framework.BundleContext;

/** A hook that is swapped, with the rules that it enforces meanwhile. */
enum Subject {
  XDP_COUNTER("xdp-counter", true),
  XDP_LIMITER("xdp-limiter", true),
  TC_CLASSIFIER("tc-classifier", true),
  CONNECTION_GUARD("connection-guard", false),
  TCP_RTT("tcp-rtt", false);

  static final List<Subject> ALL = List.of(values());

  private final String title;
  private final boolean device;

  Subject(String title, boolean device) {
    this.title = title;
    this.device = device;
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
    Attachment attachment = hook(kernel).attach(point);
    try {
      attachment.apply(rules());
      return attachment;
    } catch (HookException e) {
      attachment.detach();
      throw e;
    }
  }

  private RuleSet rules() {
    return switch (this) {
      case XDP_COUNTER, TCP_RTT -> SwapRules.NONE;
      case XDP_LIMITER, TC_CLASSIFIER -> SwapRules.PACKETS;
      case CONNECTION_GUARD -> SwapRules.CONNECTIONS;
    };
  }

  private Hook hook(Kernel kernel) {
    BundleContext bundle = Unmanaged.bundle();
    return switch (this) {
      case XDP_COUNTER ->
          new XdpCounter(bundle, Unmanaged.defaults(XdpCounter.Config.class), kernel);
      case XDP_LIMITER ->
          new XdpLimiter(bundle, Unmanaged.defaults(XdpLimiter.Config.class), kernel);
      case TC_CLASSIFIER ->
          new TcClassifier(bundle, Unmanaged.defaults(TcClassifier.Config.class), kernel);
      case CONNECTION_GUARD ->
          new ConnectionGuard(bundle, Unmanaged.defaults(ConnectionGuard.Config.class), kernel);
      case TCP_RTT -> new TcpRtt(bundle, Unmanaged.defaults(TcpRtt.Config.class), kernel);
    };
  }
}
