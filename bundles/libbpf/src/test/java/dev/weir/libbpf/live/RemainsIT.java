package dev.weir.libbpf.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.Plane;
import dev.weir.hook.Remains.Remain;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.ObjectSpec;
import dev.weir.testbed.KernelTest;
import dev.weir.testbed.VethPair;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hooks that were let go of and left in place, as a process leaves them that is killed. */
@KernelTest
class RemainsIT {

  private static final Path PINS = Path.of("/sys/fs/bpf/wt-remains");

  private final LibbpfKernel next = new LibbpfKernel(PINS);
  private VethPair veth;

  @BeforeEach
  void leaveTwo() throws Exception {
    veth = VethPair.create();
    LibbpfKernel killed = new LibbpfKernel(PINS);
    killed.attach(xdp(), Met::new).release();
    killed.attach(tc(), Met::new).release();
  }

  @AfterEach
  void takeDown() throws Exception {
    next.remove("in-xdp");
    next.remove("in-tc");
    veth.close();
    assertThat(PINS).doesNotExist();
  }

  @Test
  void left_areKnown_untilTheirHookIsAttached() throws Exception {
    assertThat(next.remains()).containsExactlyInAnyOrder(inXdp(), inTc());

    Attachment attachment = next.attach(tc(), Met::new);
    assertThat(next.remains()).containsExactly(inXdp());
    assertThatThrownBy(() -> next.remove("in-tc"))
        .isInstanceOf(HookException.class)
        .hasMessage("in-tc is attached: detach it");
    attachment.detach();
    assertThat(next.remains()).containsExactly(inXdp());
  }

  @Test
  void removed_areGone_andTheOthersStay() throws Exception {
    next.remove("in-xdp");
    assertThat(next.remains()).containsExactly(inTc());

    next.remove("in-tc");
    assertThat(next.remains()).isEmpty();
    assertThat(PINS).doesNotExist();
  }

  @Test
  void interfaceGone_leavesNothingInForce() {
    veth.deleteInterface();

    assertThat(next.remains()).isEmpty();
  }

  private Remain inXdp() {
    return new Remain("in-xdp", Plane.DRIVER, veth.name());
  }

  private Remain inTc() {
    return new Remain("in-tc", Plane.KERNEL, veth.name());
  }

  private AttachSpec xdp() {
    ObjectSpec object = ObjectSpec.of("chained", Objects.read("chained"));
    return new AttachSpec("in-xdp", object, "chained", AttachType.XDP_AUTO, veth.name());
  }

  private AttachSpec tc() {
    ObjectSpec object = ObjectSpec.of("mute", Objects.read("mute"));
    return new AttachSpec("in-tc", object, "chained_tc", AttachType.TCX_INGRESS, veth.name());
  }
}
