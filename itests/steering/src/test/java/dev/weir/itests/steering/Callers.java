package dev.weir.itests.steering;

import static org.awaitility.Awaitility.await;

import dev.weir.testbed.VethPair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server at the near end and clients that are in order, hang up rudely, or have a slow way. */
final class Callers implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String SLOW = "20kbit";
  private static final String FAST = "1gbit";
  private static final int QUEUE_BYTES = 200_000;
  private static final int DATAGRAM_BYTES = 500;

  /** What a queue lets through at once is 4000 bytes; these take that and some more. */
  private static final int DATAGRAMS = 10;

  private final VethPair veth;
  private final InetSocketAddress to;
  private final ServerSocketChannel server;
  private final List<SocketChannel> begun = new ArrayList<>();
  private final List<SocketChannel> accepted = new ArrayList<>();
  private final DatagramChannel sink;

  Callers(VethPair veth, int port) throws IOException {
    this.veth = veth;
    this.to = new InetSocketAddress(veth.address(1), port);
    this.server = ServerSocketChannel.open().bind(to, 128);
    this.sink = DatagramChannel.open().bind(new InetSocketAddress(veth.address(1), port));
    server.configureBlocking(false);
  }

  /** Connects so many at once and waits until all are served. */
  List<SocketChannel> connect(int count) throws Exception {
    List<SocketChannel> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clients.add(begin());
    }
    int before = accepted.size();
    await().atMost(PATIENCE).until(() -> accept() - before >= count);
    return clients;
  }

  /** Begins to connect. */
  SocketChannel begin() throws Exception {
    SocketChannel begins =
        veth.asClient(
            () -> {
              SocketChannel client = SocketChannel.open();
              client.configureBlocking(false);
              client.connect(to);
              return client;
            });
    begun.add(begins);
    return begins;
  }

  /** How many have been served. */
  int accept() throws IOException {
    for (SocketChannel one = server.accept(); one != null; one = server.accept()) {
      accepted.add(one);
    }
    return accepted.size();
  }

  /** Ends connections in order. */
  void end(List<SocketChannel> clients) throws IOException {
    for (SocketChannel client : clients) {
      client.finishConnect();
      client.close();
    }
    closeAccepted();
  }

  /** Ends connections by a reset of the client's. */
  void reset(List<SocketChannel> clients) throws IOException {
    for (SocketChannel client : clients) {
      client.finishConnect();
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
      client.close();
    }
  }

  /** Has the newest of those served and its client write to each other so many times. */
  void exchange(SocketChannel client, int times) throws IOException {
    SocketChannel served = accepted.get(accepted.size() - 1);
    served.setOption(StandardSocketOptions.TCP_NODELAY, true);
    client.configureBlocking(true);
    for (int i = 0; i < times; i++) {
      served.write(ByteBuffer.allocate(1));
      client.read(ByteBuffer.allocate(1));
      client.write(ByteBuffer.allocate(1));
      served.read(ByteBuffer.allocate(1));
    }
  }

  void closeAccepted() throws IOException {
    for (SocketChannel one : accepted) {
      one.close();
    }
  }

  /** Has the clients' way be slow, and busy. */
  void slow() throws Exception {
    veth.slowClients(SLOW, QUEUE_BYTES);
    veth.asClient(
        () -> {
          try (DatagramChannel channel = DatagramChannel.open()) {
            for (int i = 0; i < DATAGRAMS; i++) {
              channel.send(ByteBuffer.allocate(DATAGRAM_BYTES), to);
            }
          }
          return true;
        });
  }

  /** Has it be as it was. */
  void fast() {
    veth.slowClients(FAST, QUEUE_BYTES);
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel client : begun) {
      client.close();
    }
    closeAccepted();
    server.close();
    sink.close();
  }
}
