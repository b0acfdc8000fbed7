package dev.weir.bench.kernel.swaps;

import dev.weir.bench.kernel.live.Flood;
import dev.weir.hook.Attachment;
import dev.weir.testbed.Calls;
import dev.weir.testbed.EchoServer;
import dev.weir.testbed.VethPair;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Connections with a byte each way, one after another, and a flood beside them. */
final class RttTraffic implements Traffic {

  private static final int PER_STEP = 10;
  private static final int DATAGRAMS_PER_STEP = 300;
  private static final int ENDS = 2;
  private static final String IN = "tcp:" + SwapRules.FREE;
  private static final String OUT = "out:" + IN;

  private final InetSocketAddress to;
  private final EchoServer server;
  private final Flood flood;
  private final Calls calls;

  /** Begins. */
  RttTraffic(VethPair veth, int perSecond) throws Exception {
    this.to = new InetSocketAddress(veth.address(1), SwapRules.FREE);
    this.server = EchoServer.at(veth.address(1), SwapRules.FREE);
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

  /** A connection is unfiltered when an end of it is not followed, or its end is not heard of. */
  @Override
  public Account end(Attachment hook) throws Exception {
    long rounds = calls.stop();
    flood.stop();
    Totals totals = Totals.settled(hook, read -> read.fact("open") == 0);
    long lost =
        Math.max(0, rounds - totals.count(IN + " SEGMENTS"))
            + Math.max(0, rounds - totals.count(OUT + " SEGMENTS"));
    long unfollowed = Math.abs(ENDS * rounds - totals.fact("followed"));
    return new Account(ENDS * rounds, lost, unfollowed + Math.abs(totals.fact("open")));
  }

  @Override
  public void close() throws IOException {
    calls.close();
    flood.close();
    server.close();
  }

  private void round() throws IOException {
    try (Socket socket = Calls.connect(to)) {
      if (socket == null) {
        throw new ConnectException("refused by " + to);
      }
      socket.getOutputStream().write(1);
      if (socket.getInputStream().read() < 0) {
        throw new EOFException("no answer from " + to);
      }
    }
  }
}
