package dev.weir.bench.kernel.swaps;

import dev.weir.bench.kernel.live.Flood;
import dev.weir.hook.Attachment;
import dev.weir.testbed.VethPair;
import java.io.IOException;
import java.nio.file.Path;

/** A flood through a hook that sits at an interface, and a witness behind it. */
final class PacketTraffic implements Traffic {

  private static final int PER_STEP = 300;

  private final boolean limited;
  private final Witness witness;
  private final Flood flood;

  /**
   * Begins.
   *
   * @param limited whether the hook has the rules of {@link SwapRules#PACKETS}; else it counts
   */
  PacketTraffic(VethPair veth, Path pins, boolean limited, int perSecond) throws Exception {
    this.limited = limited;
    this.witness = Witness.behind(pins, veth.name(), SwapRules.FLOODED);
    this.flood = Flood.start(veth, SwapRules.FLOODED, perSecond);
  }

  @Override
  public void awaitMore() throws IOException {
    flood.awaitMore(PER_STEP);
  }

  @Override
  public long perSecond() {
    return flood.perSecond();
  }

  @Override
  public Account end(Attachment hook) throws Exception {
    long met = flood.stop();
    Totals totals = Totals.settled(hook, read -> known(read) >= met);
    long passed = witness.seen();
    long lost = met - passed - refused(totals);
    long beyond = limited ? Math.max(0, passed - SwapRules.BURST) : 0;
    return new Account(met, Math.max(0, lost), beyond + Math.abs(met - known(totals)));
  }

  @Override
  public void close() throws Exception {
    flood.close();
    witness.close();
  }

  /** Packets that some version of the hook has judged or counted. */
  private long known(Totals totals) {
    return limited
        ? refused(totals) + totals.fact("passed")
        : totals.count("udp:" + SwapRules.FLOODED + " PACKETS");
  }

  private static long refused(Totals totals) {
    return totals.count("udp:" + SwapRules.FLOODED + " BLOCK");
  }
}
