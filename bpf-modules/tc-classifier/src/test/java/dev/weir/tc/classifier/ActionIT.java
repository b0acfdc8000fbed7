package dev.weir.tc.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.hook.Attachment;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.TrafficMatch;
import dev.weir.rule.TrafficRule;
import dev.weir.rule.TrafficRule.Action;
import dev.weir.rule.TrafficRule.Metric;
import dev.weir.rule.TrafficRule.Per;
import dev.weir.rule.TrafficRule.Protocol;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.VethPair;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a refused caller sees, both ways, on a real interface. */
@KernelTest
class ActionIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-action");
  private static final int PORT = 8083;
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int SHORT_MILLIS = 200;
  private static final TrafficMatch WEB = TrafficMatch.toPort(Protocol.TCP, PORT);

  private final LibbpfKernel kernel = new LibbpfKernel(PINS);
  private VethPair veth;

  @BeforeEach
  void make() {
    veth = VethPair.create();
  }

  @AfterEach
  void takeDown() {
    veth.close();
  }

  @Test
  void reset_ofAConnection_refusesItAtOnce() throws Exception {
    Attachment hook = ingress();
    try (ServerSocketChannel server = listen(1)) {
      hook.apply(Rules.set(connections(WEB, 2).acting(Action.RESET)));

      assertThat(server.isOpen()).isTrue();
      assertThat(veth.asClient(() -> connects(1, PATIENCE_MILLIS))).isTrue();
      assertThat(veth.asClient(() -> connects(1, PATIENCE_MILLIS))).isTrue();
      assertThatThrownBy(() -> veth.asClient(() -> connects(1, PATIENCE_MILLIS)))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("refused");
    } finally {
      hook.detach();
    }
  }

  @Test
  void reset_ofADatagram_isAnsweredByIcmp() throws Exception {
    Attachment hook = ingress();
    try (DatagramChannel sink = DatagramChannel.open()) {
      sink.bind(new InetSocketAddress(veth.address(1), PORT));
      TrafficMatch dns = TrafficMatch.toPort(Protocol.UDP, PORT);
      hook.apply(Rules.set(Rules.rule(dns, Metric.PACKETS, Per.SOURCE, 1).acting(Action.RESET)));

      assertThatThrownBy(() -> veth.asClient(this::datagramsUntilRefused))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No route to host");
    } finally {
      hook.detach();
    }
  }

  @Test
  void mark_beyondTheLimit_isSeenByTheNextProgram() throws Exception {
    Attachment hook = ingress();
    Attachment next = Marked.drop(kernel, 0x5e1f, AttachType.TCX_INGRESS, veth.name());
    try (ServerSocketChannel server = listen(1)) {
      hook.apply(Rules.set(connections(WEB, 2).acting(new Action.Mark(0x5e1f))));

      assertThat(server.isOpen()).isTrue();
      assertThat(veth.asClient(() -> connects(1, PATIENCE_MILLIS))).isTrue();
      assertThat(veth.asClient(() -> connects(1, PATIENCE_MILLIS))).isTrue();
      assertThat(veth.asClient(() -> connects(1, SHORT_MILLIS))).isFalse();
    } finally {
      next.detach();
      hook.detach();
    }
  }

  @Test
  void egress_drop_keepsConnectionsFromGoingOut() throws Exception {
    Attachment hook = egress();
    try (ServerSocketChannel server = veth.asClient(() -> listen(2))) {
      hook.apply(Rules.set(connections(WEB.outgoing(), 2)));

      assertThat(server.isOpen()).isTrue();
      assertThat(connects(2, PATIENCE_MILLIS)).isTrue();
      assertThat(connects(2, PATIENCE_MILLIS)).isTrue();
      assertThat(connects(2, SHORT_MILLIS)).isFalse();
      assertThat(connects(3, SHORT_MILLIS)).as("all destinations share").isFalse();
    } finally {
      hook.detach();
    }
  }

  @Test
  void egress_reset_refusesTheCallerHere() throws Exception {
    Attachment hook = egress();
    try (ServerSocketChannel server = veth.asClient(() -> listen(2))) {
      hook.apply(Rules.set(connections(WEB.outgoing(), 1).acting(Action.RESET)));

      assertThat(server.isOpen()).isTrue();
      assertThat(connects(2, PATIENCE_MILLIS)).isTrue();
      assertThatThrownBy(() -> connects(2, PATIENCE_MILLIS))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("refused");
    } finally {
      hook.detach();
    }
  }

  private Attachment ingress() throws Exception {
    return new TcClassifier("1.0.0", Settings.of(veth.name()), kernel).attach(veth.name());
  }

  private Attachment egress() throws Exception {
    return new TcEgress("1.0.0", EgressSettings.of(veth.name()), kernel).attach(veth.name());
  }

  private static TrafficRule connections(TrafficMatch match, long burst) {
    return Rules.rule(match, Metric.CONNECTIONS, Per.ALL, burst);
  }

  private ServerSocketChannel listen(int host) throws IOException {
    return ServerSocketChannel.open().bind(new InetSocketAddress(veth.address(host), PORT), 128);
  }

  private boolean connects(int host, int patienceMillis) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(veth.address(host), PORT), patienceMillis);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /** The second datagram is refused; a later call on the socket hears of it, when it has come. */
  private boolean datagramsUntilRefused() throws Exception {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.connect(new InetSocketAddress(veth.address(1), PORT));
      long started = System.nanoTime();
      while (System.nanoTime() - started < TimeUnit.MINUTES.toNanos(1)) {
        channel.write(ByteBuffer.wrap(new byte[8]));
        Thread.onSpinWait();
      }
      return true;
    }
  }
}
