package dev.weir.story.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes connections, counts and closes them. */
public final class TcpSink implements AutoCloseable {

  private static final int BACKLOG = 1_024;

  private final ServerSocketChannel channel;
  private final Thread thread;
  private final AtomicInteger accepted = new AtomicInteger();

  /**
   * Starts to listen.
   *
   * @param address one of this machine's
   * @param port 0 for any that is free
   */
  public TcpSink(String address, int port) throws IOException {
    channel = ServerSocketChannel.open();
    channel.bind(new InetSocketAddress(address, port), BACKLOG);
    thread = new Thread(this::accept, "tcp-sink");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it listens. */
  public int port() throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  /** Connections taken so far. */
  public int accepted() {
    return accepted.get();
  }

  /** Ends it; when this returns, nothing listens there any more. */
  @Override
  public void close() throws IOException {
    channel.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    try {
      while (true) {
        channel.accept().close();
        accepted.incrementAndGet();
      }
    } catch (AsynchronousCloseException e) {
      // The owner closed it.
    } catch (IOException e) {
      throw new UncheckedIOException("the TCP sink ended", e);
    }
  }
}
