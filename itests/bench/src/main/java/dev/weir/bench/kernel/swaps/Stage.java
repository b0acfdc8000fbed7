package dev.weir.bench.kernel.swaps;

import dev.weir.testbed.TestCgroup;
import dev.weir.testbed.VethPair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where a hook is swapped: a veth pair, a control group with this process in it, directories for
 * pins.
 */
final class Stage implements AutoCloseable {

  /** More than the 80,000 packets a second that are the goal. */
  private static final int PER_SECOND = 120_000;

  private final Subject subject;
  private final String pins;
  private final VethPair veth;
  private final TestCgroup cgroup;

  private Stage(Subject subject, String pins, VethPair veth, TestCgroup cgroup) {
    this.subject = subject;
    this.pins = pins;
    this.veth = veth;
    this.cgroup = cgroup;
  }

  /** Sets it up. */
  static Stage of(Subject subject) throws IOException {
    int number = ThreadLocalRandom.current().nextInt(0x10000, 0x1000000);
    VethPair veth = VethPair.create();
    try {
      veth.takeFrames();
      String pins = "/sys/fs/bpf/wt-swaps-" + Integer.toHexString(number);
      return new Stage(subject, pins, veth, TestCgroup.enter());
    } catch (IOException | RuntimeException e) {
      veth.close();
      throw e;
    }
  }

  /** Where the hook is pinned. */
  Path pins() {
    return Path.of(pins);
  }

  /** Where the hook sits. */
  String point() {
    return subject.device() ? veth.name() : cgroup.path();
  }

  /** Begins what flows; the hook is attached. */
  Traffic traffic() throws Exception {
    return switch (subject) {
      case XDP_COUNTER -> packets(false);
      case XDP_LIMITER, TC_CLASSIFIER -> packets(true);
      case CONNECTION_GUARD -> new GuardTraffic(veth, PER_SECOND);
      case TCP_RTT -> new RttTraffic(veth, PER_SECOND);
    };
  }

  @Override
  public void close() throws IOException {
    cgroup.close();
    veth.close();
  }

  private Traffic packets(boolean limited) throws Exception {
    return new PacketTraffic(veth, Path.of(pins + "-w"), limited, PER_SECOND);
  }
}
