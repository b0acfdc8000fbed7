package dev.weir.bench.kernel;

import dev.weir.hook.Attachment;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.KernelModule;
import dev.weir.libbpf.ObjectSpec;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.RuleSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Programs of {@code events.bpf.c}: what they see is no packet of a test. Each is attached in turn,
 * the kernel times its runs, and real connections over the loopback have it run.
 */
final class EventLooks {

  private static final int ROUNDS = 5;

  private static final Map<String, AttachType> TYPES =
      Map.of(
          "sock_ops", AttachType.SOCK_OPS,
          "connect", AttachType.CONNECT4,
          "sk_lookup", AttachType.SK_LOOKUP,
          "tracepoint", AttachType.TRACEPOINT);

  private final LibbpfKernel kernel;
  private final ObjectSpec object;

  EventLooks(LibbpfKernel kernel, ObjectSpec object) {
    this.kernel = kernel;
    this.object = object;
  }

  static List<Look> all() {
    return List.of(
        new Look("sock_ops", Look.NOTHING, "that something happened to a socket", "ops_nothing"),
        new Look(
            "sock_ops",
            "no parsing",
            "event, addresses, ports, round-trip time, retransmissions, bytes, TCP's state",
            "ops_connection"),
        new Look("connect", Look.NOTHING, "that somebody connects", "connect_nothing"),
        new Look(
            "connect", "no parsing", "process, address and port asked for", "connect_connection"),
        new Look("sk_lookup", Look.NOTHING, "that a listener is looked for", "lookup_nothing"),
        new Look("sk_lookup", "no parsing", "protocol, addresses, ports", "lookup_connection"),
        new Look("tracepoint", Look.NOTHING, "that a packet was received", "trace_nothing"),
        new Look(
            "tracepoint",
            "no parsing",
            "all that the kernel notes of it: length …",
            "trace_length"),
        new Look(
            "tracepoint", "IP, TCP", "the packet, copied by a helper call", "trace_transport"));
  }

  /** Nanoseconds of one run of each, the clock's two readings among them; fastest of the rounds. */
  Map<Look, Integer> measure() throws Exception {
    Map<Look, Integer> fastest = new HashMap<>();
    try (RunStatistics statistics = RunStatistics.on();
        LoopbackTraffic traffic = LoopbackTraffic.open()) {
      for (int round = 0; round < ROUNDS; round++) {
        for (Look look : all()) {
          fastest.merge(look, once(look, statistics, traffic), Math::min);
        }
      }
    }
    return fastest;
  }

  private int once(Look look, RunStatistics statistics, LoopbackTraffic traffic) throws Exception {
    AttachType type = TYPES.get(look.place());
    if (type == null) {
      throw new IllegalStateException("nobody knows where " + look.place() + " is");
    }
    Attachment attachment =
        kernel.attach(new AttachSpec("sight", object, look.program(), type, "/"), o -> new Mute());
    try {
      int program = Integer.parseInt(attachment.status().facts().getOrDefault("program", "0"));
      traffic.run();
      return statistics.nanosPerRun(program);
    } finally {
      attachment.detach();
    }
  }

  /** Knows no rules and tells nothing. */
  private static final class Mute implements KernelModule {

    @Override
    public void apply(RuleSet slice) {}

    @Override
    public void read(SignalReader reader) {}

    @Override
    public Map<String, String> facts() {
      return Map.of();
    }
  }
}
