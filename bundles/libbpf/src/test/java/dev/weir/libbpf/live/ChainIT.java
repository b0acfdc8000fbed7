package dev.weir.libbpf.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.SignalSource;
import dev.weir.hook.Status;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.ObjectSpec;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.Libc;
import dev.weir.testbed.ChildJvm;
import dev.weir.testbed.Command;
import dev.weir.testbed.Frame;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.UdpFlood;
import dev.weir.testbed.VethPair;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several hooks at the XDP of one interface. */
@KernelTest
class ChainIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-chain");
  private static final int SWAPS = 30;
  private static final int CHAINED = 8;

  private final LibbpfKernel kernel = new LibbpfKernel(PINS);
  private final Map<String, Attachment> attached = new HashMap<>();
  private VethPair veth;

  @BeforeEach
  void makeInterface() {
    veth = VethPair.create();
  }

  @AfterEach
  void takeDown() {
    attached.values().forEach(Attachment::detach);
    veth.close();
    assertThat(PINS).doesNotExist();
  }

  @Test
  void hooks_attachedInAnyOrder_meetEveryPacketByPriority() throws Exception {
    attach("second", 20);
    attach("third", 30);
    attach("first", 10);
    send(10);

    for (String hook : List.of("first", "second", "third")) {
      awaitMet(hook, 10);
      assertThat(status(hook).detail()).isEqualTo("XDP native on " + veth.name());
    }
    assertThat(status("second").facts()).containsEntry("order", "first, -second-, third");
    assertThat(status("third").facts().get("link")).isEqualTo(status("first").facts().get("link"));
  }

  @Test
  void hook_alone_hasNoOrder() throws Exception {
    attach("only", 10);

    assertThat(status("only").facts()).doesNotContainKey("order");
  }

  @Test
  void packet_droppedByTheFirst_isNotMetByTheSecond() throws Exception {
    attach("second", 20);
    attach("first", 10, Map.of("dropping", 1L));
    send(5);

    awaitMet("first", 5);
    assertThat(met("second")).isZero();
  }

  @Test
  void swaps_underAFlood_loseNothingAndLetNothingBy() throws Exception {
    attach("first", 10);
    attach("second", 20);
    attach("third", 30);
    long droppedBefore = veth.peerStatistic("tx_dropped");
    try (UdpFlood flood = UdpFlood.start(veth, 4010)) {
      for (int i = 1; i <= SWAPS; i++) {
        flood.awaitMore(500);
        String hook = List.of("first", "second", "third").get(i % 3);
        attach(hook, 10 * (i % 3 + 1), Map.of("version", (long) i));
      }
      flood.stop();
      long expected = flood.sent() - (veth.peerStatistic("tx_dropped") - droppedBefore);
      for (String hook : List.of("first", "second", "third")) {
        await().untilAsserted(() -> assertThat(met(hook)).isEqualTo(expected));
      }
      System.out.printf("%d swaps of three hooks, %d packets%n", SWAPS, expected);
    }
  }

  @Test
  void hooksThatComeAndGo_underAFlood_leaveTheOthersWhole() throws Exception {
    attach("counter", 20);
    attach("last", 90);
    long droppedBefore = veth.peerStatistic("tx_dropped");
    try (UdpFlood flood = UdpFlood.start(veth, 4011)) {
      for (int i = 0; i < 6; i++) {
        attach("guest", 10 + i % 3 * 20);
        flood.awaitMore(500);
        detach("guest");
        flood.awaitMore(500);
      }
      flood.stop();
      long expected = flood.sent() - (veth.peerStatistic("tx_dropped") - droppedBefore);
      await().untilAsserted(() -> assertThat(met("counter")).isEqualTo(expected));
      await().untilAsserted(() -> assertThat(met("last")).isEqualTo(expected));
    }
  }

  @Test
  void handingOn_costsATailCall_farBelowAMicrosecond() throws Exception {
    byte[] frame = Frame.ethernet4().ipv4("198.18.0.2", 17).udp(53).payload(18).bytes();
    List<LoadedObject> objects = new ArrayList<>();
    List<Integer> nanos = new ArrayList<>();
    for (int hooks = 1; hooks <= CHAINED; hooks++) {
      String name = "hook-" + hooks;
      AttachSpec spec = spec(name, hooks, veth.name(), Map.of());
      attached.put(
          name,
          kernel.attach(
              spec,
              object -> {
                objects.add(object);
                return new Met(object);
              }));
      nanos.add(fastest(objects.get(0), frame));
    }
    System.out.println("ns a packet, chains of 1 to " + CHAINED + " counting hooks: " + nanos);

    int further = (nanos.get(CHAINED - 1) - nanos.get(0)) / (CHAINED - 1);
    assertThat(further).isLessThan(500);
  }

  private static int fastest(LoadedObject object, byte[] frame) throws HookException {
    int fastest = Integer.MAX_VALUE;
    for (int i = 0; i < 9; i++) {
      fastest = Math.min(fastest, object.testRun("chained", frame, 100_000).nanos());
    }
    return fastest;
  }

  @Test
  void firstDetached_theRestGoesOnByTheSameLink() throws Exception {
    attach("first", 10);
    attach("second", 20);
    String link = status("first").facts().getOrDefault("link", "");
    detach("first");
    send(4);

    awaitMet("second", 4);
    assertThat(status("second").live()).isTrue();
    assertThat(status("second").facts()).containsEntry("link", link).doesNotContainKey("order");
  }

  @Test
  void priorityChanged_movesTheHookAndKeepsItsState() throws Exception {
    attach("a", 10);
    attach("b", 20);
    send(3);
    awaitMet("a", 3);
    attach("a", 30);
    send(4);

    assertThat(status("a").facts()).containsEntry("order", "b, -a-");
    awaitMet("a", 7);
    awaitMet("b", 7);
  }

  @Test
  void programThatHandsNothingOn_isLast_andASecondIsRefused() throws Exception {
    attached.put("mute", kernel.attach(mute("mute", 1), Met::new));
    attach("late", 90);
    send(4);

    assertThat(status("late").facts()).containsEntry("order", "-late-, mute");
    awaitMet("late", 4);
    assertThatThrownBy(() -> kernel.attach(mute("other", 1), Met::new))
        .isInstanceOf(HookException.class)
        .hasMessage(
            "XDP of "
                + veth.name()
                + " has mute already, which hands no packet on, as does other: one of two such"
                + " programs must do so by weir/chain.h, or be elsewhere");
    assertThat(status("mute").live()).isTrue();
  }

  @Test
  void adoption_afterKill9_findsTheChainAndGoesOnWithTheCounts() throws Exception {
    try (ChildJvm daemon = ChildJvm.start(Daemon.class, PINS.toString(), veth.name())) {
      send(10);
      daemon.kill();
    }
    send(5);
    attach("first", 10);
    assertThat(status("first").facts()).containsEntry("order", "-first-, second");
    send(5);
    attach("second", 20);
    send(5);

    awaitMet("first", 25);
    awaitMet("second", 25);
  }

  @Test
  void detach_ofAHookFromBeforeTheChainWasMadeAnew_leavesTheNewOne() throws Exception {
    attach("old", 10);
    String link = status("old").facts().getOrDefault("link", "");
    Command.run("bpftool", "link", "detach", "id", link);
    attach("new", 20);
    detach("old");
    send(3);

    awaitMet("new", 3);
    assertThat(status("new").detail()).isEqualTo("XDP native on " + veth.name());
  }

  @Test
  void link_detachedBySomebody_isDriftOfAll_andEachAttachRepairs() throws Exception {
    attach("first", 10);
    attach("second", 20);
    String link = status("first").facts().getOrDefault("link", "");
    Command.run("bpftool", "link", "detach", "id", link);
    assertThat(status("first").live()).isFalse();
    assertThat(status("second").detail())
        .startsWith("not attached to " + veth.name() + " any more");

    attach("second", 20);
    attach("first", 10);
    send(3);
    awaitMet("first", 3);
    awaitMet("second", 3);
    assertThat(status("second").facts()).containsEntry("order", "first, -second-");
  }

  @Test
  void tcxHooks_areInOrderOfPriority_amongThoseOfOthers() throws Exception {
    LibbpfKernel others = new LibbpfKernel(Path.of("/sys/fs/bpf/wt-chain-others"));
    Attachment foreign = others.attach(tc("foreign", 1), Met::new);
    try {
      attached.put("late", kernel.attach(tc("late", 90), Met::new));
      attached.put("early", kernel.attach(tc("early", 10), Met::new));
      attached.put("middle", kernel.attach(tc("middle", 50), Met::new));
      send(3);

      assertThat(order()).containsExactly("foreign", "early", "middle", "late");
      for (String hook : List.of("early", "middle", "late")) {
        awaitMet(hook, 3);
      }
      Attachment moved = kernel.attach(tc("early", 95), Met::new);
      Optional.ofNullable(attached.put("early", moved)).orElseThrow().release();
      send(3);
      assertThat(order()).containsExactly("foreign", "middle", "late", "early");
      awaitMet("early", 6);
      assertThat(status("late").facts().get("order")).matches("chained_tc, .*-chained_tc-, .*");
    } finally {
      foreign.detach();
    }
  }

  /** Hooks at tc's ingress in the kernel's order, each known by the program it runs. */
  private List<String> order() {
    Map<Integer, String> names = new HashMap<>();
    attached.forEach(
        (name, attachment) ->
            names.put(
                Integer.parseInt(attachment.status().facts().getOrDefault("program", "0")), name));
    int[] ids = Bpf.programs(Libc.if_nametoindex(veth.name()), Bpf.TCX_INGRESS);
    return Arrays.stream(ids).mapToObj(id -> names.getOrDefault(id, "foreign")).toList();
  }

  /** Attaches two hooks and waits to be killed. */
  static final class Daemon {

    private Daemon() {}

    public static void main(String[] args) throws Exception {
      LibbpfKernel kernel = new LibbpfKernel(Path.of(args[0]));
      Attachment second = kernel.attach(spec("second", 20, args[1], Map.of()), Met::new);
      Attachment first = kernel.attach(spec("first", 10, args[1], Map.of()), Met::new);
      ChildJvm.awaitKill();
      first.detach();
      second.detach();
    }
  }

  private static AttachSpec spec(
      String hook, int priority, String device, Map<String, Long> settings) {
    ObjectSpec object =
        new ObjectSpec("chained", Objects.read("chained"), settings, Map.of(), List.of());
    return new AttachSpec(hook, object, "chained", AttachType.XDP_AUTO, device)
        .withPriority(priority);
  }

  private AttachSpec mute(String hook, int priority) {
    ObjectSpec object = ObjectSpec.of("mute", Objects.read("mute"));
    return new AttachSpec(hook, object, "mute", AttachType.XDP_AUTO, veth.name())
        .withPriority(priority);
  }

  private AttachSpec tc(String hook, int priority) {
    ObjectSpec object = ObjectSpec.of("mute", Objects.read("mute"));
    return new AttachSpec(hook, object, "chained_tc", AttachType.TCX_INGRESS, veth.name())
        .withPriority(priority);
  }

  private void attach(String hook, int priority) throws HookException {
    attach(hook, priority, Map.of());
  }

  private void attach(String hook, int priority, Map<String, Long> settings) throws HookException {
    Attachment next = kernel.attach(spec(hook, priority, veth.name(), settings), Met::new);
    Attachment before = attached.put(hook, next);
    if (before != null) {
      before.release();
    }
  }

  private void detach(String hook) {
    Attachment attachment = attached.remove(hook);
    if (attachment != null) {
      attachment.detach();
    }
  }

  private Status status(String hook) {
    return Optional.ofNullable(attached.get(hook)).orElseThrow().status();
  }

  private void send(int count) throws Exception {
    veth.asClient(
        () -> {
          try (DatagramChannel channel = DatagramChannel.open()) {
            InetSocketAddress to = new InetSocketAddress(veth.address(1), 9);
            for (int i = 0; i < count; i++) {
              channel.send(ByteBuffer.wrap(new byte[18]), to);
            }
          }
          return count;
        });
  }

  private void awaitMet(String hook, long count) {
    await().untilAsserted(() -> assertThat(met(hook)).as(hook).isEqualTo(count));
  }

  private long met(String hook) throws HookException {
    long[] packets = new long[1];
    if (attached.get(hook) instanceof SignalSource source) {
      source.read((resource, event, total) -> packets[0] = total);
    }
    return packets[0];
  }
}
