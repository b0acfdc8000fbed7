package dev.weir.story;

import dev.weir.story.stage.SampleNetwork;
import dev.weir.story.stage.Signal;
import dev.weir.story.stage.Stage;
import dev.weir.story.traffic.Target;
import dev.weir.story.traffic.TcpConnects;
import dev.weir.story.traffic.TcpSink;
import dev.weir.story.traffic.UdpFlood;
import dev.weir.story.traffic.UdpSink;
import java.time.Duration;

/** What the XDP counter counted, port by port, beside what the clients sent. */
final class CounterChapter implements Chapter {

  private static final int IPV4_AND_UDP_HEADER = 28;
  private static final int PER_SECOND = 20_000;
  private static final int SECONDS = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public String title() {
    return "3 XDP counter";
  }

  @Override
  public boolean needsKernel() {
    return true;
  }

  @Override
  public void tell(Stage stage, Report report) throws Exception {
    String address = stage.network().address();
    try (UdpSink first = new UdpSink(address, 0);
        UdpSink second = new UdpSink(address, 0);
        TcpSink tcp = new TcpSink(address, 0)) {
      datagrams(stage, report, first.port(), 20_000, 64);
      datagrams(stage, report, second.port(), 5_000, 600);
      connections(stage, report, tcp.port(), 150);
    }
  }

  private static void datagrams(Stage stage, Report report, int port, int packets, int payload)
      throws Exception {
    String resource = "udp:" + port;
    Signal before = stage.daemon().signal(resource);
    UdpFlood job = new UdpFlood(to(stage, port), packets, PER_SECOND, payload, SECONDS);
    long sent = stage.run(job, UdpFlood.Result.class).sent();
    long bytes = sent * (payload + IPV4_AND_UDP_HEADER);
    Signal after = settled(stage, resource, "packets", before.total("packets") + sent);
    String line = "3 XDP counter: " + resource + ", datagrams of " + payload + " bytes";
    report.equal(
        line,
        sent + " packets, " + bytes + " bytes",
        (after.total("packets") - before.total("packets"))
            + " packets, "
            + (after.total("bytes") - before.total("bytes"))
            + " bytes");
    report.equal("3 XDP counter: " + resource + ", counted by", "kernel", after.origin());
  }

  private static void connections(Stage stage, Report report, int port, int connections)
      throws Exception {
    String resource = "tcp:" + port;
    Signal before = stage.daemon().signal(resource);
    TcpConnects.Result made =
        stage.run(new TcpConnects(to(stage, port), connections), TcpConnects.Result.class);
    Signal after = settled(stage, resource, "pass", before.total("pass") + made.connected());
    report.equal("3 XDP counter: connections made by the client", connections, made.connected());
    report.equal(
        "3 XDP counter: " + resource + ", new connections",
        (long) made.connected(),
        after.total("pass") - before.total("pass"));
  }

  /** The signal once a total has been reached, or what it is when patience ends. */
  static Signal settled(Stage stage, String resource, String event, long total) throws Exception {
    Stage.comesTrue(PATIENCE, () -> stage.daemon().signal(resource).total(event) >= total);
    return stage.daemon().signal(resource);
  }

  private static Target to(Stage stage, int port) {
    return new Target(stage.network().address(), port, SampleNetwork.FIRST_SOURCE);
  }
}
