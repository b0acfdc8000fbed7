package dev.weir.source.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's word that something changed in a folder (inotify). It follows the folder's path: a
 * folder that was deleted and made anew, or is a symlink that leads elsewhere now, is watched
 * again.
 */
final class Watch implements Closeable {

  private final WatchService service;
  private @Nullable WatchKey key;
  private @Nullable Object watched;

  /**
   * @throws IOException when the kernel grants no further watcher
   */
  Watch() throws IOException {
    this.service = FileSystems.getDefault().newWatchService();
  }

  /** Watches what {@code folder} leads to now; does nothing when that is watched already. */
  void follow(Path folder) throws IOException {
    Object now = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
    if (key != null && key.isValid() && now != null && now.equals(watched)) {
      return;
    }
    if (key != null) {
      key.cancel();
    }
    key =
        folder.register(
            service,
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_DELETE);
    watched = now;
  }

  /**
   * Waits for a change, at most so long.
   *
   * @return false when the watch was closed
   */
  boolean await(long millis) throws InterruptedException {
    try {
      WatchKey changed = service.poll(millis, TimeUnit.MILLISECONDS);
      if (changed != null) {
        changed.pollEvents();
        changed.reset();
      }
      return true;
    } catch (ClosedWatchServiceException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
