package dev.weir.bench.kernel.swaps;

import dev.weir.bench.kernel.live.Flood;
import dev.weir.hook.Attachment;
import dev.weir.testbed.Calls;
import dev.weir.testbed.EchoServer;
import dev.weir.testbed.VethPair;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connections that must be refused where they come in, that must be refused where they go out, and
 * that nobody may refuse; and a flood beside them, each datagram of which looks for its socket.
 */
final class GuardTraffic implements Traffic {

  private static final int PER_STEP = 10;
  private static final int DATAGRAMS_PER_STEP = 300;
  private static final int PER_ROUND = 3;

  private final List<Closeable> open = new ArrayList<>();
  private final InetSocketAddress full;
  private final InetSocketAddress free;
  private final InetSocketAddress shut;
  private final Flood flood;
  private final Calls calls;
  private long wronglyMade;
  private long wronglyRefused;

  /** Begins; the rules of {@link SwapRules#CONNECTIONS} are in force. */
  GuardTraffic(VethPair veth, int perSecond) throws Exception {
    String server = veth.address(1);
    this.full = new InetSocketAddress(server, SwapRules.FULL);
    this.free = new InetSocketAddress(server, SwapRules.FREE);
    this.shut = new InetSocketAddress(server, SwapRules.SHUT);
    for (InetSocketAddress address : List.of(full, free, shut)) {
      open.add(EchoServer.at(server, address.getPort()));
    }
    for (InetSocketAddress taken : List.of(full, shut)) {
      Socket holder = veth.asClient(() -> Calls.connect(taken));
      if (holder == null) {
        throw new IOException("the first connection to " + taken + " was refused");
      }
      open.add(0, holder);
    }
    this.flood = Flood.start(veth, SwapRules.FLOODED, perSecond);
    this.calls = Calls.start(veth, this::round);
  }

  @Override
  public void awaitMore() throws IOException {
    calls.awaitMore(PER_STEP);
    flood.awaitMore(DATAGRAMS_PER_STEP);
  }

  @Override
  public long perSecond() {
    return flood.perSecond();
  }

  @Override
  public Account end(Attachment hook) throws Exception {
    long rounds = calls.stop();
    flood.stop();
    long made = rounds - wronglyRefused;
    Totals totals =
        Totals.settled(
            hook,
            read ->
                read.count("tcp:" + SwapRules.FREE + " ESTABLISHED") == made
                    && read.count("tcp:" + SwapRules.FULL + " BLOCK") == rounds);
    long uncounted =
        Math.abs(made - totals.count("tcp:" + SwapRules.FREE + " ESTABLISHED"))
            + Math.abs(rounds - totals.count("tcp:" + SwapRules.FULL + " BLOCK"))
            + Math.abs(rounds - totals.count("out:tcp:" + SwapRules.SHUT + " BLOCK"));
    return new Account(PER_ROUND * rounds, wronglyRefused, wronglyMade + uncounted);
  }

  @Override
  public void close() throws IOException {
    calls.close();
    flood.close();
    for (Closeable one : open) {
      one.close();
    }
  }

  private void round() throws IOException {
    wronglyMade += ended(Calls.connect(full)) + ended(Calls.connect(shut));
    wronglyRefused += 1 - ended(Calls.connect(free));
  }

  /** Closes a connection, if there is one: 1, else 0. */
  private static int ended(@Nullable Socket socket) throws IOException {
    if (socket == null) {
      return 0;
    }
    socket.close();
    return 1;
  }
}
