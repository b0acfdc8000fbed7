package dev.weir.libbpf.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.hook.SignalSource;
import dev.weir.hook.Status;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.KernelModule;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.MappedMemory;
import dev.weir.libbpf.ObjectSpec;
import dev.weir.rule.RuleSet;
import dev.weir.testbed.Command;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.VethPair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@KernelTest
class AttachIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-attach");

  private final LibbpfKernel kernel = new LibbpfKernel(PINS);
  private final List<Attachment> attached = new ArrayList<>();
  private VethPair veth;

  @BeforeEach
  void makeInterface() {
    veth = VethPair.create();
  }

  @AfterEach
  void takeDown() {
    attached.forEach(Attachment::detach);
    veth.close();
  }

  @Test
  void attach_toNoInterface_saysWhichAndChangesNothing() {
    AttachSpec spec = spec("probe", "probe_xdp", AttachType.XDP_AUTO, "wt-nothing");

    assertThatThrownBy(() -> kernel.attach(spec, Tally::new))
        .isInstanceOf(HookException.class)
        .hasMessageStartingWith("interface wt-nothing does not exist: ");
    assertThat(PINS).doesNotExist();
  }

  @Test
  void attach_onAVeth_isNativeAndCounts() throws Exception {
    Attachment attachment = attach("probe", "probe_xdp", AttachType.XDP_AUTO);
    send(10);

    assertThat(attachment.status().live()).isTrue();
    assertThat(attachment.status().detail()).isEqualTo("XDP native on " + veth.name());
    awaitPackets(attachment, 10);
  }

  @Test
  void attach_generic_isGeneric() throws Exception {
    Attachment attachment = attach("probe", "probe_xdp", AttachType.XDP_GENERIC);
    send(5);

    assertThat(attachment.status().detail()).isEqualTo("XDP generic on " + veth.name());
    awaitPackets(attachment, 5);
  }

  @Test
  void attach_whereTheDriverRefuses_fallsBackToGeneric() throws Exception {
    Command.run("ip", "link", "set", veth.name(), "mtu", "9000");
    veth.asClient(() -> Command.run("ip", "link", "set", veth.name() + "p", "mtu", "9000"));

    Attachment attachment = attach("probe", "probe_xdp", AttachType.XDP_AUTO);

    assertThat(attachment.status().detail()).isEqualTo("XDP generic on " + veth.name());
  }

  @Test
  void attach_again_keepsTheMapsAndTheLink() throws Exception {
    Attachment first = attach("probe", "probe_tc", AttachType.TCX_INGRESS);
    send(3);
    String link = first.status().facts().get("link");
    Attachment second = attach("probe", "probe_tc", AttachType.TCX_INGRESS);
    Status old = first.status();
    first.release();
    send(4);

    assertThat(old.live()).isFalse();
    assertThat(old.detail()).endsWith("has taken over");
    assertThat(second.status().facts()).containsEntry("link", link);
    assertThat(second.status().detail()).isEqualTo("tcx on " + veth.name() + "; 2 maps kept");
    awaitPackets(second, 7);
  }

  @Test
  void attach_ofAnotherLayout_replacesThatMapAndSaysSo() throws Exception {
    attach("probe", "probe_xdp", AttachType.XDP_AUTO).release();
    Attachment second = attach("probe2", "probe_xdp", AttachType.XDP_AUTO);
    send(2);

    assertThat(second.status().detail())
        .isEqualTo(
            "XDP native on "
                + veth.name()
                + "; 1 maps kept; state lost: tallies (its value means something else)");
    awaitPackets(second, 2);
  }

  @Test
  void attach_ofARefusedProgram_leavesThePredecessor() throws Exception {
    Attachment first = attach("probe", "probe_xdp", AttachType.XDP_AUTO);
    AttachSpec refused = spec("refused", "refused", AttachType.XDP_AUTO, veth.name());

    assertThatThrownBy(() -> kernel.attach(refused, Tally::new)).isInstanceOf(HookException.class);
    send(3);
    assertThat(first.status().live()).isTrue();
    awaitPackets(first, 3);
    assertThat(pinned()).hasSize(5);
  }

  @Test
  void attach_whoseBinderFails_leavesNothing() {
    AttachSpec spec = spec("probe", "probe_xdp", AttachType.XDP_AUTO, veth.name());

    assertThatThrownBy(
            () ->
                kernel.attach(
                    spec,
                    object -> {
                      throw new HookException("no");
                    }))
        .hasMessage("no");
    assertThat(PINS).doesNotExist();
  }

  @Test
  void attach_besideAForeignProgram_namesItAndLeavesIt() throws Exception {
    Path object = Files.createTempFile("foreign", ".o");
    Files.write(object, Objects.read("foreign"));
    Path pin = Path.of("/sys/fs/bpf/wt-foreign");
    Command.run("bpftool", "prog", "load", object.toString(), pin.toString());
    Command.run(
        "bpftool", "net", "attach", "xdpgeneric", "pinned", pin.toString(), "dev", veth.name());
    Files.delete(pin);
    Files.delete(object);
    AttachSpec spec = spec("probe", "probe_xdp", AttachType.XDP_AUTO, veth.name());

    assertThatThrownBy(() -> kernel.attach(spec, Tally::new))
        .isInstanceOf(HookException.class)
        .hasMessageMatching(
            "another XDP program is attached to "
                + veth.name()
                + ": foreign \\(id \\d+\\); detach it, or choose another interface");
    assertThat(Command.run("ip", "link", "show", veth.name())).contains("xdpgeneric");
  }

  @Test
  void status_afterSomebodyDetached_isDriftAndAttachRepairsIt() throws Exception {
    Attachment first = attach("probe", "probe_xdp", AttachType.XDP_AUTO);
    send(3);
    Command.run("bpftool", "link", "detach", "id", first.status().facts().getOrDefault("link", ""));
    Status drift = first.status();
    Attachment second = attach("probe", "probe_xdp", AttachType.XDP_AUTO);
    first.release();
    send(2);

    assertThat(drift.live()).isFalse();
    assertThat(drift.detail()).startsWith("not attached to " + veth.name() + " any more");
    assertThat(second.status().live()).isTrue();
    awaitPackets(second, 5);
  }

  @Test
  void attach_afterSomebodyRemovedThePins_goesOnWithTheSameState() throws Exception {
    Attachment first = attach("probe", "probe_xdp", AttachType.XDP_AUTO);
    send(3);
    PinDirectory.removeAll(PINS.resolve("probe").resolve(veth.name()));
    PinDirectory.removeAll(PINS.resolve("_xdp").resolve(veth.name()));
    Status unpinned = first.status();
    Attachment second = attach("probe", "probe_xdp", AttachType.XDP_AUTO);
    first.release();
    send(2);

    assertThat(unpinned.detail()).endsWith("; its pin is gone, attach again");
    assertThat(second.status().detail()).endsWith("; 2 maps kept");
    awaitPackets(second, 5);
    assertThat(pinned()).hasSize(5);
  }

  @Test
  void status_afterTheInterfaceWent_saysSo() throws Exception {
    Attachment attachment = attach("probe", "probe_tc", AttachType.TCX_INGRESS);
    veth.deleteInterface();

    assertThat(attachment.status().live()).isFalse();
    assertThat(attachment.status().detail()).isEqualTo("interface " + veth.name() + " is gone");
  }

  @Test
  void attach_toAnotherInterface_takesTheFirstDown() throws Exception {
    try (VethPair other = VethPair.create()) {
      Attachment first = attach("probe", "probe_tc", AttachType.TCX_INGRESS);
      Attachment second =
          kernel.attach(
              spec("probe", "probe_tc", AttachType.TCX_INGRESS, other.name()), Tally::new);
      attached.add(second);

      assertThat(first.status().live()).isFalse();
      assertThat(second.status().live()).isTrue();
      assertThat(pinned()).allMatch(path -> path.startsWith(PINS.resolve("probe/" + other.name())));
    }
  }

  @Test
  void detach_ofASucceededAttachment_leavesTheSuccessor() throws Exception {
    Attachment first = attach("probe", "probe_xdp", AttachType.XDP_AUTO);
    Attachment second = attach("probe", "probe_xdp", AttachType.XDP_AUTO);
    first.detach();

    assertThat(second.status().live()).isTrue();
  }

  @Test
  void detach_twice_leavesNoPinAndNoDirectory() throws Exception {
    Attachment attachment = attach("probe", "probe_xdp", AttachType.XDP_AUTO);
    assertThat(pinned()).hasSize(5);
    attachment.detach();
    attachment.detach();
    attachment.release();

    assertThat(PINS).doesNotExist();
    assertThat(attachment.status()).isEqualTo(new Status(false, "let go", Map.of()));
    assertThatThrownBy(() -> packets(attachment)).isInstanceOf(HookException.class);
  }

  @Test
  void detach_whenTheModuleIsBroken_stillTakesAllDown() throws Exception {
    AttachSpec spec = spec("probe", "probe_xdp", AttachType.XDP_AUTO, veth.name());
    Attachment attachment = kernel.attach(spec, object -> new Gone());
    attached.add(attachment);

    assertThat(attachment.status().live()).isTrue();
    assertThat(attachment.status().facts())
        .containsEntry("module", "the bundle of hook probe is gone");
    assertThatThrownBy(() -> packets(attachment)).hasMessage("the bundle of hook probe is gone");
    attachment.detach();
    assertThat(PINS).doesNotExist();
  }

  @Test
  void attach_toATracepoint_countsAndGoesOnInTheNextVersion() throws Exception {
    Attachment first = attach("probe", "probe_trace", AttachType.TRACEPOINT);
    send(5);
    awaitPackets(first, 5);
    assertThat(first.status().live()).isTrue();
    assertThat(first.status().detail()).isEqualTo("1 program on the kernel's tracepoint");

    Attachment second = attach("probe", "probe_trace", AttachType.TRACEPOINT);
    first.release();
    long before = packets(second);
    send(5);

    awaitPackets(second, before + 5);
    assertThat(before).as("kept").isGreaterThanOrEqualTo(5);
    assertThat(second.status().live()).isTrue();
    second.detach();
    assertThat(PINS).doesNotExist();
  }

  private Attachment attach(String object, String program, AttachType type) throws HookException {
    Attachment attachment = kernel.attach(spec(object, program, type, veth.name()), Tally::new);
    attached.add(attachment);
    return attachment;
  }

  private static AttachSpec spec(String object, String program, AttachType type, String device) {
    return new AttachSpec(
        "probe", ObjectSpec.of(object, Objects.read(object)), program, type, device);
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

  /** Packets arrive after they were sent, the first once its receiver's address is known. */
  private static void awaitPackets(Attachment attachment, long count) {
    await().untilAsserted(() -> assertThat(packets(attachment)).isGreaterThanOrEqualTo(count));
  }

  private static long packets(Attachment attachment) throws HookException {
    long[] packets = new long[1];
    ((SignalSource) attachment).read((resource, event, total) -> packets[0] = total);
    return packets[0];
  }

  private static List<Path> pinned() throws IOException {
    try (Stream<Path> paths = Files.walk(PINS)) {
      return paths.filter(path -> !Files.isDirectory(path)).toList();
    }
  }

  /** Reads the first tally. */
  private record Tally(MappedMemory tallies) implements KernelModule {

    Tally(LoadedObject object) throws HookException {
      this(object.map("tallies").mmap());
    }

    @Override
    public void apply(RuleSet slice) {}

    @Override
    public void read(SignalReader reader) {
      reader.total("all", SignalEvent.PACKETS, tallies.getLong(0));
    }

    @Override
    public Map<String, String> facts() {
      return Map.of();
    }
  }

  /** What is left of a module whose bundle was uninstalled. */
  private static final class Gone implements KernelModule {

    @Override
    public void apply(RuleSet slice) {
      throw new NoClassDefFoundError();
    }

    @Override
    public void read(SignalReader reader) {
      throw new NoClassDefFoundError();
    }

    @Override
    public Map<String, String> facts() {
      throw new NoClassDefFoundError();
    }
  }
}
