package dev.weir.bench.envoy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Requests at a given rate, over connections that are kept: an open loop, unlike wrk's. One thread
 * that never sleeps sends and receives, so that no waking of a thread is in a figure; it takes a
 * core.
 */
final class PacedLoad {

  private static final byte[] REQUEST =
      "GET /orders HTTP/1.1\r\nHost: bench\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST = 16_384;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private PacedLoad() {}

  /**
   * Loads a listener. A request that is due while all connections are busy waits, and that counts.
   *
   * @return how long each request took, from the moment at which it was due, in nanoseconds, sorted
   */
  static long[] run(int port, int connections, int perSecond, int seconds) throws IOException {
    return timed(port, connections, NANOS_PER_SECOND / perSecond, perSecond * seconds);
  }

  /** How many requests a second a listener answers, the next asked for when one is answered. */
  static long most(int port, int connections, int requests) throws IOException {
    long[] sinceStart = timed(port, connections, 0, requests);
    return requests * NANOS_PER_SECOND / sinceStart[requests - 1];
  }

  private static long[] timed(int port, int connections, long period, int count)
      throws IOException {
    List<Connection> all = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        all.add(new Connection(port));
      }
      long[] took = run(all, period, count);
      Arrays.sort(took);
      return took;
    } finally {
      for (Connection connection : all) {
        connection.channel.close();
      }
    }
  }

  private static long[] run(List<Connection> connections, long period, int count)
      throws IOException {
    long[] took = new long[count];
    long start = System.nanoTime();
    int sent = 0;
    int done = 0;
    while (done < count) {
      for (Connection connection : connections) {
        long now = System.nanoTime();
        if (connection.busy && connection.answered()) {
          took[done++] = System.nanoTime() - connection.due;
        } else if (!connection.busy && sent < count && now >= start + period * sent) {
          connection.ask(start + period * sent++);
        }
      }
      Thread.onSpinWait();
    }
    return took;
  }

  /** One of HTTP/1.1, with one request at a time. */
  private static final class Connection {

    private final SocketChannel channel;
    private final ByteBuffer request = ByteBuffer.wrap(REQUEST);
    private final ByteBuffer answer = ByteBuffer.allocate(MOST);
    private boolean busy;
    private long due;

    Connection(int port) throws IOException {
      channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
    }

    void ask(long at) throws IOException {
      due = at;
      busy = true;
      request.rewind();
      while (request.hasRemaining()) {
        channel.write(request);
      }
    }

    /** Reads what is there; whether the answer is whole. */
    boolean answered() throws IOException {
      int read = channel.read(answer);
      if (read < 0) {
        throw new IOException("Envoy closed the connection");
      }
      if (read == 0 || answer.position() < HttpAnswer.length(answer.array(), answer.position())) {
        return false;
      }
      answer.clear();
      busy = false;
      return true;
    }
  }
}
