package dev.weir.bench.kernel;

import dev.weir.libbpf.Capabilities;
import java.util.Map;

/** The page docs/what-the-kernel-can-see.md. */
final class SightPage {

  private static final String HEAD =
      """
      # What the kernel can see, and the price of it
      ```
      ./weir bench sight --table docs/what-the-kernel-can-see.md
      ```
      This page is made by that command; measured on Linux %s. It answers what can be known of a packet without
      parsing it, with some parsing and with all of it, at each place where a program can sit, and what each costs:
      nanoseconds of one run, and those over a program at the same place that does nothing. What is then done with the
      knowledge costs more than getting it: see docs/performance.md for counting and limiting.

      XDP, tc, cgroup skb, socket filter: a frame with the request `GET /orders/42` over IPv4 and TCP, a million times
      (BPF_PROG_TEST_RUN), fastest of nine rounds, all programs in turns. sock_ops, connect, sk_lookup, tracepoint: the
      kernel runs these on no test packet, so they are attached and timed on real connections over the loopback
      (kernel.bpf_stats_enabled), fastest of five rounds of a thousand connections; both readings of the clock are in
      the figures, and cancel in what is over nothing, to within about 10 ns. Their unit is one event: a connection, a
      round trip, a lookup; of the tracepoint, netif_receive_skb, a packet.
      """;

  private static final String FOOT =
      """

      ## What no place can see
      | wanted | off, because |
      |---|---|
      | a whole request of HTTP | it may be in several packets, which XDP and tc see one by one and in any order |
      | anything of HTTP/2 but its frames | headers are compressed by what came before on the connection (HPACK) |
      | anything inside TLS but the first message | it is encrypted; the proxy ends it |
      | status and time of a response | the same; and the two directions are seen by different programs |
      | a function's arguments by fentry, kprobe | trampolines are refused on a locked-down kernel, kprobes are not always built in; a tracepoint does instead |

      These are the proxy's: docs/filters.md. What follows for Weir: the kernel limits by address, port, protocol, size,
      new connections and connections at once, where parsing is nearly free; by method, path and header the proxy does.
      """;

  private SightPage() {}

  static String of(Map<Look, Integer> nanos, Capabilities capabilities) {
    StringBuilder page = new StringBuilder(HEAD.formatted(version(capabilities.kernel())));
    String place = "";
    int floor = 0;
    for (Map.Entry<Look, Integer> one : nanos.entrySet()) {
      Look look = one.getKey();
      if (!look.place().equals(place)) {
        place = look.place();
        page.append("\n## ").append(place);
        page.append("\n| parsed | known | ns | over nothing |\n|---|---|---|---|\n");
      }
      floor = look.nothing() ? one.getValue() : floor;
      page.append(row(look, one.getValue(), floor));
    }
    return page.append(FOOT).toString();
  }

  private static String row(Look look, int nanos, int floor) {
    String over = look.nothing() ? "" : Integer.toString(nanos - floor);
    return "| %s | %s | %d | %s |%n".formatted(look.depth(), look.knows(), nanos, over);
  }

  /** Major and minor number of a kernel's release. */
  private static String version(String release) {
    String[] numbers = release.split("[.-]", 3);
    return numbers.length < 2 ? release : numbers[0] + "." + numbers[1];
  }
}
