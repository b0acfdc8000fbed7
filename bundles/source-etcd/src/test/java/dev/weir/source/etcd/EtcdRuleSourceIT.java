package dev.weir.source.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.etcd.jetcd.Client;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the source delivers while a real etcd is edited, killed, emptied and compacted. */
final class EtcdRuleSourceIT {

  private static final String A = "/weir/rules/a";
  private static final String B = "/weir/rules/b";

  @TempDir Path temp = Path.of("");

  private final Heard heard = new Heard();
  private Etcd etcd = new Etcd(temp);
  private EtcdRuleSource source = new Given().source();

  @BeforeEach
  void start() throws Exception {
    etcd = new Etcd(temp).start();
    source = given(etcd.port()).source();
  }

  private static Given given(int port) {
    return new Given().with("endpoints", "http://127.0.0.1:" + port).with("retry_max_ms", 500);
  }

  @AfterEach
  void stop() throws Exception {
    source.close();
    etcd.close();
  }

  private void open() {
    source.open(heard);
    await().until(() -> heard.deliveries() > 0);
  }

  private void awaitLast(Map<String, String> expected) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() -> assertThat(heard.last()).isEqualTo(expected));
  }

  private void awaitFault(String words) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(heard.faults()).anyMatch(f -> f.contains(words)));
  }

  @Test
  void emptyStore_isDeliveredOnce() {
    open();

    assertThat(heard.last()).isEmpty();
    assertThat(heard.deliveries()).isEqualTo(1);
    assertThat(heard.faults()).isEmpty();
  }

  @Test
  void putAndDelete_areDelivered() throws Exception {
    etcd.put(A, "one");
    open();
    awaitLast(Map.of(A, "one"));

    etcd.put(B, "two");
    awaitLast(Map.of(A, "one", B, "two"));
    etcd.put(A, "three");
    awaitLast(Map.of(A, "three", B, "two"));
    etcd.delete(A);
    awaitLast(Map.of(B, "two"));
  }

  @Test
  void keysOutsideOfTheRanges_areNotDelivered() throws Exception {
    etcd.put("/other", "x");
    etcd.put("/weir/single", "s");
    etcd.put("/weir/single2", "x");
    source = given(etcd.port()).with("keys", "/weir/single").source();
    open();
    awaitLast(Map.of("/weir/single", "s"));

    etcd.put("/other", "y");
    etcd.put("/weir/single", "t");
    awaitLast(Map.of("/weir/single", "t"));
  }

  @Test
  void moreKeysThanAPage_areReadAtOneRevision() throws Exception {
    Map<String, String> expected = new TreeMap<>();
    for (int i = 0; i < 3 * FreshRead.PAGE + 7; i++) {
      expected.put("/weir/rules/" + i, "text " + i);
      etcd.put("/weir/rules/" + i, "text " + i);
    }

    open();

    awaitLast(expected);
    assertThat(heard.deliveries()).isEqualTo(1);
  }

  @Test
  void valueThatIsNoText_keepsTheTextBeforeItAndIsNamed() throws Exception {
    etcd.put(A, "one");
    open();

    etcd.put(A, new byte[] {(byte) 0xc3, 0x28});
    awaitFault(A + ": is not UTF-8");

    assertThat(heard.last()).isEqualTo(Map.of(A, "one"));
  }

  @Test
  void killedAndRestarted_rulesStayAndLaterEditsAreDelivered() throws Exception {
    etcd.put(A, "one");
    open();

    etcd.kill();
    awaitFault("etcd at http://127.0.0.1:" + etcd.port());
    assertThat(heard.last()).isEqualTo(Map.of(A, "one"));

    etcd.start();
    etcd.put(B, "two");
    awaitLast(Map.of(A, "one", B, "two"));
  }

  @Test
  void notThereAtTheStart_isSaidAndReadWhenItComes() throws Exception {
    etcd.put(A, "one");
    etcd.kill();
    source.open(heard);
    awaitFault("Connection refused");
    assertThat(heard.deliveries()).isZero();

    etcd.start();

    awaitLast(Map.of(A, "one"));
  }

  @Test
  void restartedEmpty_rulesStayUntilAKeyIsThere() throws Exception {
    etcd.put(A, "one");
    etcd.put(B, "two");
    open();

    etcd.kill();
    etcd.forget();
    etcd.start();
    awaitEmptied(1);
    etcd.kill();
    etcd.start();
    awaitEmptied(2);
    assertThat(heard.last()).isEqualTo(Map.of(A, "one", B, "two"));

    etcd.put(B, "three");
    awaitLast(Map.of(B, "three"));
  }

  private void awaitEmptied(int times) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(heard.faults())
                    .filteredOn(fault -> fault.contains("its revision went back"))
                    .hasSize(times));
  }

  @Test
  void compactedWhileCutOff_isReadAnew() throws Exception {
    etcd.put(A, "one");
    try (Wire wire = new Wire(etcd.port())) {
      source = given(wire.port()).source();
      open();

      wire.cut();
      awaitFault("etcd at");
      etcd.put(A, "two");
      etcd.delete(A);
      etcd.put(B, "three");
      etcd.compact();
      wire.mend();

      awaitLast(Map.of(B, "three"));
    }
  }

  @Test
  void watchFromACompactedRevision_breaks() throws Exception {
    etcd.put(A, "one");
    etcd.put(A, "two");
    etcd.compact();
    Settings settings = Settings.of(given(etcd.port()).config());

    try (Client client = Connection.open(settings);
        Watches watches = new Watches(client, settings.ranges(), 1)) {
      assertThat(catchThrowable(() -> watches.applyNext(new Texts())))
          .isInstanceOf(Watches.BrokenException.class)
          .hasMessageContaining("compacted");
    }
  }

  @Test
  void closed_deliversNothingMoreAndLeavesNoThread() throws Exception {
    open();

    source.close();
    int before = heard.deliveries();
    etcd.put(A, "one");
    etcd.put(A, "two");

    assertThat(heard.deliveries()).isEqualTo(before);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals(Follow.THREAD));
  }
}
