package dev.weir.bench.kernel.live;

import com.sun.jna.Memory;
import dev.weir.bench.Row;
import dev.weir.bench.Settings;
import dev.weir.bench.Suite;
import dev.weir.bench.UnavailableException;
import dev.weir.libbpf.Capabilities;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.testbed.VethPair;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Processor time of a datagram that is refused, its sending among it, by who refuses it: the frames
 * are sent and received on one thread, so that its time is all there is.
 */
public final class LiveBench implements Suite {

  private static final String NAME = "live";
  private static final int[] SOURCES = {1, 1_024, 65_536};
  private static final int ROUNDS = 5;
  private static final int FRAMES = 200_000;
  private static final int SOFT = 100;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    return "processor time of a datagram beyond its source's limit, sent by the kernel itself;"
        + " fastest of five";
  }

  @Override
  public List<Row> run(Settings settings) throws Exception {
    LibbpfKernel kernel =
        new LibbpfKernel(Path.of("/sys/fs/bpf", "wt-live-" + ProcessHandle.current().pid()));
    Capabilities capabilities = kernel.capabilities();
    if (!capabilities.usable()) {
      throw new UnavailableException(capabilities.reason());
    }
    List<Row> rows = new ArrayList<>();
    for (int sources : SOURCES) {
      Map<Contender, Long> fastest = new EnumMap<>(Contender.class);
      for (int round = 0; round < ROUNDS; round++) {
        for (Contender contender : Contender.values()) {
          fastest.merge(contender, once(contender, sources, kernel), Math::min);
        }
      }
      String scenario = sources == 1 ? "1 source" : sources + " sources";
      fastest.forEach(
          (contender, nanos) ->
              rows.add(Row.of(NAME, scenario, contender.title(), "ns", (double) nanos)));
    }
    return rows;
  }

  /** Nanoseconds of a datagram; every source has spent its burst before. */
  private static long once(Contender contender, int sources, LibbpfKernel kernel) throws Exception {
    try (VethPair veth = VethPair.create()) {
      veth.takeFrames();
      Closeable limit = contender.on(veth.name(), kernel);
      try (LiveFrames frames = LiveFrames.load()) {
        LiveFrame frame =
            new LiveFrame(veth.hardwareAddress(), "198.18.0.0", veth.address(1), Contender.PORT);
        byte[] bytes = frame.bytes(veth.peerIndex(), sources);
        return veth.asClient(() -> send(frames, bytes, sources, contender));
      } finally {
        limit.close();
      }
    }
  }

  private static long send(LiveFrames frames, byte[] bytes, int sources, Contender contender)
      throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    try (Memory frame = Bpf.copy(bytes)) {
      frames.send(frame, 2 * sources);
      long before = UdpArrivals.now();
      long begin = threads.getCurrentThreadCpuTime();
      frames.send(frame, FRAMES);
      long nanos = (threads.getCurrentThreadCpuTime() - begin) / FRAMES;
      long arrived = UdpArrivals.now() - before;
      boolean refused = arrived < FRAMES / SOFT;
      if (refused == (contender == Contender.NOBODY)) {
        throw new IOException(
            contender.title() + ": " + arrived + " of " + FRAMES + " datagrams arrived");
      }
      return nanos;
    }
  }
}
