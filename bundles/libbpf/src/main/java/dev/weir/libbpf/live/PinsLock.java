package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That one process at a time works on a directory of pins. Two that did would take each other's
 * programs over in turns, each believing that the other has crashed.
 *
 * <p>It is a lock of a file beside no pin, for bpffs holds no files; the kernel lets go of it when
 * the process ends, however it ends. Within a process the lock is everybody's.
 */
final class PinsLock {

  private static final Logger LOG = LoggerFactory.getLogger(PinsLock.class);
  private static final Path FOLDER = Path.of("/run/weir");
  private static final int LONGEST_PID = 20;

  private final Path pins;
  private final Path file;
  private @Nullable FileLock held;

  /** Of a directory of pins; holds nothing yet. */
  PinsLock(Path pins) {
    this(pins, FOLDER);
  }

  PinsLock(Path pins, Path folder) {
    this.pins = pins;
    this.file = folder.resolve(PinDirectory.encoded(pins.toString()) + ".lock");
  }

  /**
   * Holds it from now on, if it does not yet. Where {@code /run} cannot be written the process goes
   * on without, and the log says so.
   *
   * @throws HookException when another process holds it; names it and says what to do
   */
  synchronized void hold() throws HookException {
    if (held != null && held.isValid()) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      held = lock(channel);
    } catch (OverlappingFileLockException e) {
      LOG.debug("{} is held by this process", file, e);
    } catch (IOException e) {
      LOG.warn("nothing keeps a second daemon off {}: cannot lock {}", pins, file, e);
    }
  }

  /** Holds it no more. */
  synchronized void release() {
    FileLock lock = held;
    held = null;
    if (lock != null) {
      try {
        lock.acquiredBy().close();
      } catch (IOException e) {
        LOG.warn("cannot let go of {}", file, e);
      }
    }
  }

  private FileLock lock(FileChannel channel) throws IOException, HookException {
    FileLock lock = null;
    try {
      lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
      if (lock == null) {
        throw new HookException(
            "another daemon, process "
                + owner(channel)
                + ", has "
                + pins
                + ": end it, or give this one other pins in etc/dev.weir.libbpf.cfg");
      }
      channel.truncate(0);
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return lock;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_PID);
    channel.read(bytes, 0);
    String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    return pid.matches("[0-9]+") ? pid : "unknown";
  }
}
