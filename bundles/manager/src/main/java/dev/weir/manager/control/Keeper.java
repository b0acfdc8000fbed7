package dev.weir.manager.control;

import dev.weir.manager.rules.LastKnownGood;
import dev.weir.manager.rules.Memory;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last known good rules on disk, on a thread of its own: of changes that come faster than
 * they are written the last is.
 */
final class Keeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final long CLOSE_SECONDS = 10;

  private final LastKnownGood disk;
  private final AtomicReference<@Nullable Memory> waiting = new AtomicReference<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "weir-last-known-good");
            thread.setDaemon(true);
            return thread;
          });

  Keeper(LastKnownGood disk) {
    this.disk = disk;
  }

  /** What was kept; nothing, and a word in the log, where that cannot be read. */
  Memory load() {
    try {
      Memory last = disk.load();
      if (!last.sources().isEmpty()) {
        LOG.info("last known good rules read from {}", disk.file());
      }
      return last;
    } catch (IOException e) {
      LOG.warn("no last known good rules: {}", e.toString());
      return Memory.NONE;
    }
  }

  void keep(Memory now) {
    if (waiting.getAndSet(now) == null) {
      writer.execute(this::write);
    }
  }

  private void write() {
    Memory now = waiting.getAndSet(null);
    if (now == null) {
      return;
    }
    try {
      disk.save(now);
    } catch (IOException e) {
      LOG.warn("last known good rules not kept in {}: {}", disk.file(), e.toString());
    }
  }

  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("{} was not written within {} s", disk.file(), CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
