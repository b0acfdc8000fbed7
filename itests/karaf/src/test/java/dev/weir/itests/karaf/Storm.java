package dev.weir.itests.karaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file of two rules that is replaced over and over, each time by two of the next number: what was
 * enforced of it is whole if both have the same.
 */
final class Storm implements AutoCloseable {

  private static final String FILE =
      """
      apiVersion: weir.dev/v1alpha1
      kind: FlowRule
      metadata: {name: left}
      spec: {resource: 'GET:/left-%1$d', threshold: 0}
      ---
      apiVersion: weir.dev/v1alpha1
      kind: FlowRule
      metadata: {name: right}
      spec: {resource: 'GET:/right-%1$d', threshold: 0}
      """;

  /** Longer than a replaced file rests before it is read. */
  private static final long PAUSE_MS = 25;

  private final Path folder;
  private final Thread thread = new Thread(this::rage, "storm");
  private final AtomicInteger written = new AtomicInteger();
  private volatile String broken = "";

  /** Begins in a folder of rules. */
  Storm(Path folder) {
    this.folder = folder;
    thread.start();
  }

  private void rage() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Path next = Files.writeString(folder.resolve(".storm"), FILE.formatted(written.get() + 1));
        Files.move(next, folder.resolve("storm.yaml"), StandardCopyOption.REPLACE_EXISTING);
        written.incrementAndGet();
        Thread.sleep(PAUSE_MS);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      broken = e.toString();
    }
  }

  /** How many times it was replaced; it is of that number now, or of the next. */
  int written() {
    if (!broken.isEmpty()) {
      throw new AssertionError(broken);
    }
    return written.get();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
