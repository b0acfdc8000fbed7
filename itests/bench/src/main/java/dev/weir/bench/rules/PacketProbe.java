package dev.weir.bench.rules;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** Packets over the loopback, each with a number; one that has not come after a time is dropped. */
final class PacketProbe extends Probe {

  /** Far above what the loopback takes, so that a busy machine is no drop. */
  private static final long LOST_MS = 20;

  private final DatagramChannel sender = DatagramChannel.open();
  private final DatagramChannel receiver = DatagramChannel.open();
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES);
  private final int port;
  private long number;

  PacketProbe() throws IOException {
    super("packet");
    receiver.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    receiver.configureBlocking(false);
    receiver.register(selector, SelectionKey.OP_READ);
    port = ((InetSocketAddress) receiver.getLocalAddress()).getPort();
    sender.connect(receiver.getLocalAddress());
  }

  int port() {
    return port;
  }

  @Override
  Seen send() throws IOException {
    long sent = System.nanoTime();
    number++;
    buffer.clear().putLong(number).flip();
    sender.write(buffer);
    long deadline = System.nanoTime() + LOST_MS * 1_000_000;
    while (System.nanoTime() < deadline) {
      buffer.clear();
      if (receiver.receive(buffer) == null) {
        selector.select(1);
        selector.selectedKeys().clear();
      } else if (buffer.getLong(0) == number) {
        return new Seen(true, System.nanoTime());
      }
    }
    return new Seen(false, sent);
  }

  @Override
  public void close() throws IOException {
    super.close();
    sender.close();
    receiver.close();
    selector.close();
  }
}
