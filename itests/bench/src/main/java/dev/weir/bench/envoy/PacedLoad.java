package dev.weir.bench.envoy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Requests at a given rate, over connections that are kept: an open loop, unlike wrk's. */
final class PacedLoad {

  private static final byte[] REQUEST =
      "GET /orders HTTP/1.1\r\nHost: bench\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String LENGTH = "content-length: ";

  private PacedLoad() {}

  /**
   * Loads a listener.
   *
   * @param connections each with a thread of its own
   * @return how long each request took, from the moment at which it was due, in nanoseconds, sorted
   */
  static long[] run(int port, int connections, int perSecond, int seconds)
      throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Callable<long[]>> tasks = new ArrayList<>();
      long start = System.nanoTime();
      long period = 1_000_000_000L * connections / perSecond;
      int each = perSecond * seconds / connections;
      for (int i = 0; i < connections; i++) {
        long begin = start + period * i / connections;
        tasks.add(() -> one(port, begin, period, each));
      }
      List<long[]> all = new ArrayList<>();
      for (Future<long[]> task : threads.invokeAll(tasks)) {
        all.add(task.get());
      }
      return all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static long[] one(int port, long begin, long period, int count) throws IOException {
    long[] took = new long[count];
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int i = 0; i < count; i++) {
        long due = begin + period * i;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        socket.getOutputStream().write(REQUEST);
        answer(in);
        took[i] = System.nanoTime() - due;
      }
    }
    return took;
  }

  private static void answer(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()));
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("Envoy closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
