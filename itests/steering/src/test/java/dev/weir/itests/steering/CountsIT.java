package dev.weir.itests.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalSource;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.manager.SignalView;
import dev.weir.manager.signals.SignalBoard;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.VethPair;
import dev.weir.xdp.counter.XdpCounter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kernel counted is in the windows once, whatever happens to the hook and the daemon. */
@KernelTest
class CountsIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-counts");
  private static final int PORT = 8_084;
  private static final String RESOURCE = "tcp:" + PORT;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int BURST = 50;

  private final LibbpfKernel kernel = new LibbpfKernel(PINS);
  private VethPair veth;
  private Attachment counter;
  private SignalBoard board = new SignalBoard();
  private long nowMs = TimeUnit.SECONDS.toMillis(2_000_000_000L);

  @BeforeEach
  void attach() throws Exception {
    veth = VethPair.create();
    counter = attach("1.0.0");
    knock(1);
    awaitTotal(1);
    round();
  }

  @AfterEach
  void takeDown() {
    counter.detach();
    veth.close();
  }

  private Attachment attach(String version) throws Exception {
    return new XdpCounter(
            Platform.bundle(version),
            Platform.settings(XdpCounter.Config.class, Map.of("interface$", veth.name())),
            kernel)
        .attach(veth.name());
  }

  private void knock(int count) throws Exception {
    Knocks knocks = new Knocks(veth, PORT, 50);
    veth.asClient(
        () -> {
          for (int i = 0; i < count; i++) {
            knocks.knock();
          }
          return true;
        });
  }

  /**
   * Waits until the kernel itself has counted so many connections, over all versions of the hook.
   */
  private void awaitTotal(long connections) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              long[] found = {0};
              ((SignalSource) counter)
                  .read(
                      (resource, event, total) ->
                          found[0] +=
                              resource.equals(RESOURCE) && event == SignalEvent.PASS ? total : 0);
              return found[0] == connections;
            });
  }

  private void round() {
    nowMs += 100;
    board.poll(List.of((SignalSource) counter), nowMs);
  }

  private SignalView view() {
    return board.views(nowMs).stream()
        .filter(one -> one.resource().equals(RESOURCE))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void getQps_isTheKernelsNumber() throws Exception {
    knock(BURST);
    awaitTotal(1 + BURST);
    round();

    assertThat(view().origin()).isEqualTo("kernel");
    assertThat(view().perSecond()).containsEntry(SignalEvent.PASS, (long) BURST);
  }

  /** A version takes over with the maps; what is counted until its first round is its base line. */
  @Test
  void swaps_countNothingTwice_andLoseAtMostTheRoundOfTheSwap() throws Exception {
    long sent = 1;
    for (int swap = 1; swap <= 5; swap++) {
      knock(BURST);
      sent += BURST;
      awaitTotal(sent);
      round();
      Attachment next = attach("1.0." + swap);
      counter.release();
      counter = next;
      round();
    }

    assertThat(view().counted()).containsEntry(SignalEvent.PASS, 5L * BURST);
    assertThat(view().totals()).containsEntry(SignalEvent.PASS, sent);
  }

  /** The maps outlive the daemon; what was counted while there was none is not of this second. */
  @Test
  void restart_takesNothingOfWhatWasCountedBefore() throws Exception {
    knock(BURST);
    awaitTotal(1 + BURST);
    counter.release();
    knock(BURST);
    board = new SignalBoard();
    counter = attach("1.0.1");
    awaitTotal(1 + 2 * BURST);
    round();
    assertThat(view().counted()).containsEntry(SignalEvent.PASS, 0L);

    knock(BURST);
    awaitTotal(1 + 3 * BURST);
    round();
    assertThat(view().counted()).containsEntry(SignalEvent.PASS, (long) BURST);
  }

  /**
   * There is a row for each CPU that may ever be there: one that goes leaves its counts in place.
   */
  @Test
  void everyCpuThatMayCome_hasItsRow() throws Exception {
    String possible = Files.readString(Path.of("/sys/devices/system/cpu/possible")).strip();
    String highest = possible.substring(possible.lastIndexOf('-') + 1);

    assertThat(kernel.possibleCpus()).isEqualTo(Integer.parseInt(highest) + 1);
  }

  /** A hook that is taken down takes its maps along: it begins at nothing. */
  @Test
  void detachedAndAttached_countsWhatCameSince() throws Exception {
    knock(BURST);
    awaitTotal(1 + BURST);
    round();
    counter.detach();
    counter = attach("1.0.1");
    knock(BURST);
    awaitTotal(BURST);
    round();
    knock(BURST);
    awaitTotal(2 * BURST);
    round();

    assertThat(view().counted())
        .as("the first report of a source is its base line")
        .containsEntry(SignalEvent.PASS, 2L * BURST);
  }
}
