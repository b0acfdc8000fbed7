package dev.weir.wasm.tcp.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.wasm.host.Connection;
import dev.weir.wasm.host.EndiveVm;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/** TCP connections against the module that Envoy loads. */
final class TcpFlowFilterTest {

  private static final WasmModule MODULE = parse();
  private static final Set<String> HOST_CALLS =
      Set.of(
          "log",
          "get_buffer_bytes",
          "set_buffer_bytes",
          "get_property",
          "close_stream",
          "random_get",
          "get_current_time_nanoseconds",
          "set_effective_context",
          "continue_stream",
          "set_tick_period_milliseconds",
          "get_shared_data",
          "set_shared_data",
          "define_metric",
          "increment_metric",
          "record_metric");

  private final MockProxy proxy = new MockProxy();
  private final Worker one = EndiveVm.start(MODULE, proxy, HOST_CALLS);
  private final Worker two = EndiveVm.start(MODULE, proxy, HOST_CALLS);

  private static WasmModule parse() {
    try (InputStream stream = TcpFlowFilterTest.class.getResourceAsStream("/weir-tcp.wasm")) {
      return Parser.parse(Objects.requireNonNull(stream).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void configure(String resource, int threshold) {
    String text =
        "{\"revision\":1,\"rules\":[{\"id\":\"a\",\"resource\":\""
            + resource
            + "\",\"threshold\":"
            + threshold
            + ",\"statIntervalInMs\":1000}]}";
    assertThat(one.configure(text)).isTrue();
    assertThat(two.configure(text)).isTrue();
  }

  private void rule(String body) {
    String text = "{'revision':1,'rules':[{'id':'a','resource':'tcp:9000'," + body + "}]}";
    assertThat(one.configure(text.replace('\'', '"'))).as("%s", proxy.log()).isTrue();
    assertThat(two.configure(text.replace('\'', '"'))).isTrue();
  }

  @Test
  void isolation_countsTheConnectionsOfAllWorkers() {
    rule("'isolation':{'threshold':2}");
    Connection first = one.connect("192.0.2.1:5", 9000);
    Connection second = two.connect("192.0.2.1:6", 9000);
    assertThat(first.closed() || second.closed()).isFalse();
    Connection third = one.connect("192.0.2.1:7", 9000);
    assertThat(third.closed()).isTrue();
    third.close();
    first.close();
    Connection fourth = two.connect("192.0.2.1:8", 9000);
    assertThat(fourth.closed()).isFalse();
    assertThat(two.connect("192.0.2.1:9", 9000).closed()).isTrue();
  }

  @Test
  void hotspotBySource_limitsEachClientWhateverItsPort() {
    rule("'hotspot':{'key':'client','threshold':2,'durationInSec':1}");
    for (String client : new String[] {"192.0.2.1", "[2001:db8::1]"}) {
      assertThat(one.connect(client + ":5", 9000).closed()).isFalse();
      assertThat(one.connect(client + ":6", 9000).closed()).isFalse();
      assertThat(one.connect(client + ":7", 9000).closed()).as(client).isTrue();
    }
  }

  @Test
  void valueThatNoConnectionHas_isRefused() {
    String text =
        "{'revision':2,'rules':[{'id':'a','resource':'tcp:9000',"
            + "'hotspot':{'key':'header:x','threshold':2,'durationInSec':1}}]}";
    assertThat(one.configure(text.replace('\'', '"'))).isFalse();
    assertThat(proxy.log().get(proxy.log().size() - 1)).contains("a connection has its client");
  }

  @Test
  void throttling_holdsConnectionsBackUntilTheirTurn() {
    rule("'threshold':10,'statIntervalInMs':1000,'maxQueueingTimeMs':500");
    assertThat(one.connect("192.0.2.1:5", 9000).waiting()).isFalse();
    Connection second = two.connect("192.0.2.1:6", 9000);
    assertThat(second.waiting()).isTrue();
    proxy.setMillis(proxy.millis() + 100);
    two.tick();
    assertThat(second.waiting()).isFalse();
    second.close();
  }

  @Test
  void workersInTurn_shareTheLimitOfConnections() {
    configure("tcp:9000", 3);
    int open = 0;
    for (int i = 0; i < 4; i++) {
      open += one.connect("192.0.2.1:5", 9000).closed() ? 0 : 1;
      open += two.connect("192.0.2.1:6", 9000).closed() ? 0 : 1;
    }
    assertThat(open).isEqualTo(3);
    assertThat(proxy.metrics().value("weir.tcp_3a9000.block")).isEqualTo(5);
    assertThat(one.connect("192.0.2.1:5", 900).closed()).isFalse();
    assertThat(one.connect("192.0.2.1:5", 65_535).closed()).isFalse();
  }

  @Test
  void blockedConnection_letsNoByteThrough() {
    configure("tcp:9000", 0);
    Connection connection = one.connect("192.0.2.1:5", 9000);
    assertThat(connection.closed()).isTrue();
    connection.clientSends("hello", false).serviceSends("hello", false);
    assertThat(connection.serviceGot()).isEmpty();
    assertThat(connection.clientGot()).isEmpty();
    connection.close();
  }

  @Test
  void bytes_areCountedOverConnectionsAndDirections() {
    configure("tcp:9000/bytes", 10);
    Connection first = one.connect("192.0.2.1:5", 9000);
    Connection second = two.connect("192.0.2.1:6", 9000);
    first.clientSends("1234", false).serviceSends("567", false);
    second.clientSends("890", false);
    assertThat(first.closed() || second.closed()).isFalse();
    second.clientSends("x", false);
    assertThat(second.closed()).isTrue();
    assertThat(second.serviceGot()).isEqualTo("890");
    assertThat(first.clientGot()).isEqualTo("567");
    proxy.setMillis(proxy.millis() + 2000);
    first.clientSends("more", false);
    assertThat(first.serviceGot()).isEqualTo("1234more");
  }

  @Test
  void largerPieceThatFindsNoRoom_leavesItToSmallerOnes() {
    configure("tcp:9000/bytes", 5);
    Connection large = one.connect("192.0.2.1:5", 9000);
    large.clientSends("123456", false);
    assertThat(large.closed()).isTrue();
    Connection small = one.connect("192.0.2.1:6", 9000);
    small.clientSends("12345", false);
    assertThat(small.serviceGot()).isEqualTo("12345");
  }

  @Test
  void connectionWithoutAPort_goesOnAndIsCounted() {
    configure("tcp:9000", 0);
    assertThat(one.connect("192.0.2.1:5").closed()).isFalse();
    assertThat(proxy.metrics().value("weir.undecided")).isEqualTo(1);
  }
}
