package dev.weir.bench.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Base64;

/**
 * A configuration, updated from within the platform ({@link ConfigDoor}): acknowledged when {@code
 * Configuration.update} has returned, and the loopback has told.
 */
final class ConfigWriter implements Writer, AutoCloseable {

  private final Socket socket;
  private final BufferedReader answers;

  ConfigWriter(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
  }

  @Override
  public String source() {
    return "config";
  }

  @Override
  public void write(RuleText rule) throws IOException {
    String text = Base64.getEncoder().encodeToString(rule.yaml().getBytes(UTF_8));
    socket.getOutputStream().write((rule.name() + " " + text + "\n").getBytes(US_ASCII));
    String answer = answers.readLine();
    if (!"ok".equals(answer)) {
      throw new IOException("Config Admin: " + answer);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
