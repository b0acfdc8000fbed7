package dev.weir.manager.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.hook.Attachment;
import dev.weir.hook.Heartbeat;
import dev.weir.hook.HookException;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.hook.SignalSource;
import dev.weir.hook.Status;
import dev.weir.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeedsTest {

  @TempDir Path interfaces;
  private long now = 2_000_000_000_000L;
  private final Counting counter = new Counting();
  private Feeds feeds;
  private SignalBoard board;

  /** A program in place that counts. */
  private static final class Counting implements Attachment, SignalSource, Heartbeat {
    private long packets;

    @Override
    public long beats() {
      return packets;
    }

    @Override
    public String origin() {
      return "kernel";
    }

    @Override
    public int rank() {
      return 10;
    }

    @Override
    public void read(SignalReader reader) {
      reader.total("tcp:80", SignalEvent.PASS, packets);
    }

    @Override
    public void apply(RuleSet slice) {}

    @Override
    public Status status() {
      return new Status(true, "", Map.of());
    }

    @Override
    public void release() {}

    @Override
    public void detach() {}
  }

  /** The proxy, which counts the same. */
  private static final class Proxy implements SignalSource {
    private long calls;

    @Override
    public String origin() {
      return "prometheus";
    }

    @Override
    public int rank() {
      return 30;
    }

    @Override
    public void read(SignalReader reader) {
      reader.total("tcp:80", SignalEvent.PASS, calls);
    }
  }

  private final Proxy proxy = new Proxy();

  @BeforeEach
  void begin() throws IOException {
    feeds = new Feeds(interfaces, () -> now);
    feeds.add(proxy);
    board = new SignalBoard();
    received(0);
    poll();
  }

  private void received(long packets) throws IOException {
    Path statistics = Files.createDirectories(interfaces.resolve("weir0/statistics"));
    Files.writeString(statistics.resolve("rx_packets"), packets + "\n");
  }

  private List<SignalSource> sources() {
    return feeds.sources(List.of(new Feeds.Attached(counter, "weir0")));
  }

  private void poll() {
    board.poll(sources(), now);
  }

  @Test
  void silentHook_itsSignalsComeFromTheProxyWithinASecond_andBackAtOnce() throws IOException {
    long began = now;
    for (int round = 1; !board.origin("tcp:80").equals("prometheus"); round++) {
      now += 100;
      received(20L * round);
      proxy.calls += 3;
      poll();
      assertThat(now - began).isLessThanOrEqualTo(1_000);
    }
    counter.packets += 20;
    now += 100;
    poll();

    assertThat(board.origin("tcp:80")).isEqualTo("kernel");
    assertThat(board.switches())
        .extracting(event -> event.from() + ">" + event.to())
        .containsExactly("kernel>prometheus", "prometheus>kernel");
    assertThat(board.switches().get(0).reason()).contains("silent: weir0 has received");
    assertThat(board.switches().get(1).reason()).isEqualTo("kernel counts again");
  }

  @Test
  void attachment_isOneSourceForAsLongAsItLives() {
    SignalSource before = sources().get(1);

    assertThat(sources().get(1)).isSameAs(before);
    assertThat(feeds.sources(List.of())).containsExactly(proxy);
    assertThat(sources().get(1)).isNotSameAs(before);
  }

  @Test
  void hookThatIsAtNoInterface_isNeverSilent() throws HookException {
    SignalSource elsewhere =
        feeds.sources(List.of(new Feeds.Attached(counter, "no-interface"))).get(1);
    now += 60_000;

    elsewhere.read((resource, event, total) -> assertThat(total).isZero());
  }

  @Test
  void silentSource_saysWhatItDidNotMeet() throws IOException, HookException {
    SignalSource watched = sources().get(1);
    received(50);
    now += Pulse.PATIENCE_MS;

    assertThatThrownBy(() -> watched.read((resource, event, total) -> {}))
        .isInstanceOf(HookException.class)
        .hasMessage("silent: weir0 has received 50 packets that its program has not met");
  }
}
