package dev.weir.story.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Takes datagrams and counts them. */
public final class UdpSink implements AutoCloseable {

  private static final int BUFFER_BYTES = 4 << 20;

  private final DatagramChannel channel;
  private final Thread thread;
  private final AtomicLong received = new AtomicLong();

  /**
   * Starts to listen.
   *
   * @param address one of this machine's
   * @param port 0 for any that is free
   */
  public UdpSink(String address, int port) throws IOException {
    channel = DatagramChannel.open(StandardProtocolFamily.INET);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
    channel.bind(new InetSocketAddress(address, port));
    thread = new Thread(this::receive, "udp-sink");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it listens. */
  public int port() throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  /** Datagrams taken so far. */
  public long received() {
    return received.get();
  }

  /**
   * Datagrams that reached this socket and found its buffer full, as the kernel counts them: they
   * came through, only this process was late.
   */
  public long overflowed() throws IOException {
    return SocketTable.drops(Files.readAllLines(Path.of("/proc/net/udp")), port());
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

  private void receive() {
    ByteBuffer datagram = ByteBuffer.allocateDirect(2_048);
    try {
      while (true) {
        datagram.clear();
        channel.receive(datagram);
        received.lazySet(received.get() + 1);
      }
    } catch (AsynchronousCloseException e) {
      // The owner closed it.
    } catch (IOException e) {
      throw new UncheckedIOException("the UDP sink ended", e);
    }
  }
}
