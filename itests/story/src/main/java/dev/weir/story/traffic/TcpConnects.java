package dev.weir.story.traffic;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections tried all at once; those that are not there after {@value #WAIT_MS} ms are given up,
 * before the kernel would send a SYN again (RFC 6298: after one second). So each try is one SYN.
 *
 * @param to the server, and the source address to try from
 * @param connections how many
 */
public record TcpConnects(Target to, int connections) implements Job {

  /** How long an answer is waited for. */
  public static final int WAIT_MS = 400;

  /**
   * What became of them.
   *
   * @param connected were answered
   * @param refused were answered by a reset
   * @param unanswered were not
   * @param firedInMs time from the first try to the last
   */
  public record Result(int connected, int refused, int unanswered, long firedInMs) {}

  @Override
  public Result run(Cue cue) throws IOException {
    List<SocketChannel> channels = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        SocketChannel channel = SocketChannel.open();
        channels.add(channel);
        channel.configureBlocking(false);
        channel.bind(to.local());
        channel.register(selector, SelectionKey.OP_CONNECT);
      }
      long start = System.nanoTime();
      for (SocketChannel channel : channels) {
        channel.connect(to.remote());
      }
      long fired = System.nanoTime();
      cue.flowing();
      int[] outcome = collect(selector, fired + WAIT_MS * 1_000_000L);
      int unanswered = connections - outcome[0] - outcome[1];
      return new Result(outcome[0], outcome[1], unanswered, (fired - start) / 1_000_000);
    } finally {
      for (SocketChannel channel : channels) {
        channel.close();
      }
    }
  }

  private int[] collect(Selector selector, long deadline) throws IOException {
    int connected = 0;
    int refused = 0;
    for (long left = left(deadline);
        left > 0 && connected + refused < connections;
        left = left(deadline)) {
      selector.select(left);
      for (SelectionKey key : selector.selectedKeys()) {
        if (finished(key)) {
          connected++;
        } else {
          refused++;
        }
        key.cancel();
      }
      selector.selectedKeys().clear();
    }
    return new int[] {connected, refused};
  }

  private static long left(long deadline) {
    return (deadline - System.nanoTime()) / 1_000_000;
  }

  private static boolean finished(SelectionKey key) {
    try {
      return ((SocketChannel) key.channel()).finishConnect();
    } catch (IOException e) {
      return false;
    }
  }
}
