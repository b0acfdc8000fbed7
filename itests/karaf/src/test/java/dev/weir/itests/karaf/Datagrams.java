package dev.weir.itests.karaf;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;

/** Packets over the loopback to a port of its own: how many of them arrive. */
final class Datagrams implements AutoCloseable {

  /** Far longer than the loopback takes. */
  private static final int LOST_MS = 50;

  private final DatagramSocket receiver =
      new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  private final DatagramSocket sender = new DatagramSocket();

  Datagrams() throws IOException {
    receiver.setSoTimeout(LOST_MS);
  }

  int port() {
    return receiver.getLocalPort();
  }

  /** Of so many that are sent. */
  int arrived(int count) throws IOException {
    byte[] bytes = {1};
    for (int i = 0; i < count; i++) {
      sender.send(new DatagramPacket(bytes, bytes.length, receiver.getLocalSocketAddress()));
    }
    DatagramPacket packet = new DatagramPacket(new byte[1], 1);
    int arrived = 0;
    while (true) {
      try {
        receiver.receive(packet);
        arrived++;
      } catch (SocketTimeoutException noMore) {
        return arrived;
      }
    }
  }

  @Override
  public void close() {
    sender.close();
    receiver.close();
  }
}
