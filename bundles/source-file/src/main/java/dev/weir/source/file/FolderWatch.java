package dev.weir.source.file;

import dev.weir.hook.RuleSink;
import dev.weir.source.file.Folder.Look;
import dev.weir.source.file.Settle.Now;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread that looks at the folder when the kernel says so, when a file will have come to
 * rest, and every {@value #RESCAN_MS} ms for what the kernel does not tell (targets of symlinks,
 * network file systems).
 */
final class FolderWatch implements Runnable {

  static final String THREAD = "weir-source-file";

  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
  private static final long RESCAN_MS = 500;
  private static final long JOIN_MS = 5_000;

  private final Path path;
  private final Folder folder;
  private final Settle settle;
  private final RuleSink sink;
  private final @Nullable Watch watch;
  private final Thread thread = new Thread(this, THREAD);
  private final Object gate = new Object();
  private boolean closed;

  private @Nullable Look told;
  private String unreachable = "";
  private long restlessSince;
  private boolean restless;

  FolderWatch(Path path, Settle settle, RuleSink sink) {
    this.path = path;
    this.folder = new Folder(path, settle);
    this.settle = settle;
    this.sink = sink;
    this.watch = watch();
    thread.setDaemon(true);
  }

  private static @Nullable Watch watch() {
    try {
      return new Watch();
    } catch (IOException e) {
      LOG.warn("No inotify watch: changes are seen within {} ms instead of at once", RESCAN_MS, e);
      return null;
    }
  }

  void start() {
    thread.start();
  }

  /** Stops; nothing is delivered once it returns, and it waits for the thread to end. */
  void stop() {
    synchronized (gate) {
      closed = true;
    }
    thread.interrupt();
    try {
      if (watch != null) {
        watch.close();
      }
      if (Thread.currentThread() != thread) {
        thread.join(JOIN_MS);
      }
    } catch (IOException e) {
      LOG.warn("The watch of {} did not close", path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      while (await(lookOnce(Now.read()))) {
        // each round is one look
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // stopped
    }
  }

  private boolean await(long millis) throws InterruptedException {
    synchronized (gate) {
      if (closed) {
        return false;
      }
    }
    if (watch != null) {
      return watch.await(millis);
    }
    Thread.sleep(millis);
    return true;
  }

  /** Looks and tells; gives the milliseconds until the next look. */
  private long lookOnce(Now now) {
    try {
      if (watch != null) {
        watch.follow(path);
      }
      Look look = folder.look(now);
      if (isRipe(look, now)) {
        tell(look);
      }
      return look.again() == 0 ? RESCAN_MS : Math.min(look.again(), RESCAN_MS);
    } catch (IOException e) {
      tellUnreachable(Faults.of(path, e));
    } catch (RuntimeException e) {
      LOG.error("The rules in {} could not be delivered; tried again in {} ms", path, RESCAN_MS, e);
    }
    return RESCAN_MS;
  }

  /** Files that change together are told together, unless one never rests. */
  private boolean isRipe(Look look, Now now) {
    boolean restsNow = look.again() == 0;
    if (!restsNow && !restless) {
      restlessSince = now.nanos();
    }
    restless = !restsNow;
    return restsNow || now.millisSince(restlessSince) >= settle.patience();
  }

  private void tell(Look look) {
    Look before = told;
    boolean same =
        before != null
            && unreachable.isEmpty()
            && before.documents().equals(look.documents())
            && before.faults().equals(look.faults());
    if (same) {
      return;
    }
    synchronized (gate) {
      if (closed) {
        return;
      }
      sink.deliver(look.documents());
      if (!look.faults().isEmpty()) {
        sink.unreachable(String.join("; ", look.faults()));
      }
    }
    told = look;
    unreachable = "";
  }

  private void tellUnreachable(String reason) {
    if (reason.equals(unreachable)) {
      return;
    }
    synchronized (gate) {
      if (!closed) {
        sink.unreachable(reason);
      }
    }
    unreachable = reason;
  }
}
