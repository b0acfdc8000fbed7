package dev.weir.source.etcd;

import dev.weir.hook.Backoff;
import dev.weir.hook.RuleSink;
import dev.weir.source.etcd.FreshRead.Moment;
import io.etcd.jetcd.Client;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread: a fresh read, then the watch from the revision after it, until something
 * breaks; then a wait, and all of it anew.
 *
 * <p>A store that is empty and has gone back in time, or is another cluster's, was emptied or
 * restored and not edited: its emptiness is a fault and lifts no limit.
 */
final class Follow implements Runnable {

  static final String THREAD = "weir-source-etcd";

  private static final Logger LOG = LoggerFactory.getLogger(Follow.class);
  private static final long FIRST_WAIT_MS = 100;
  private static final long JOIN_MS = 5_000;

  private final Settings settings;
  private final RuleSink sink;
  private final Backoff backoff;
  private final Thread thread = new Thread(this, THREAD);
  private final Object gate = new Object();
  private boolean closed;

  private Texts texts = new Texts();
  private @Nullable Moment last;
  private int held;
  private String unreachable = "";

  Follow(Settings settings, RuleSink sink) {
    this.settings = settings;
    this.sink = sink;
    this.backoff = new Backoff(FIRST_WAIT_MS, settings.retryMaxMs(), new Random());
    thread.setDaemon(true);
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
      thread.join(JOIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    thread.setContextClassLoader(Follow.class.getClassLoader());
    try {
      while (!isClosed()) {
        follow();
        Thread.sleep(backoff.failed());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // stopped
    }
  }

  private boolean isClosed() {
    synchronized (gate) {
      return closed;
    }
  }

  /** Follows the store until it breaks, and says why it did. */
  private void follow() throws InterruptedException {
    try (Client client = Connection.open(settings)) {
      Moment read = readAnew(client);
      backoff.succeeded();
      try (Watches watches = new Watches(client, settings.ranges(), read.revision() + 1)) {
        while (true) {
          watches.applyNext(texts);
          held = 0;
          tell();
        }
      }
    } catch (IOException
        | ExecutionException
        | TimeoutException
        | Watches.BrokenException
        | RuntimeException e) {
      LOG.debug("cause", e);
      tellUnreachable(Faults.of(settings, e));
    }
  }

  private Moment readAnew(Client client)
      throws ExecutionException, InterruptedException, TimeoutException {
    Texts found = new Texts();
    Moment read = new FreshRead(client, settings.timeoutMs()).read(settings.ranges(), found);
    found.inherit(texts);
    boolean anotherStore = last != null && !follows(last, read);
    held = !found.isEmpty() ? 0 : anotherStore ? Math.max(held, texts.documents().size()) : held;
    last = read;
    texts = found;
    if (held > 0) {
      tellUnreachable(emptied(held));
    } else {
      tell();
    }
    return read;
  }

  private static boolean follows(Moment before, Moment now) {
    return now.cluster() == before.cluster() && now.revision() >= before.revision();
  }

  private static String emptied(int keys) {
    return "etcd has no rules, and its revision went back: it was emptied or replaced. The rules of "
        + keys
        + " keys stay. Put them back: the first key counts as the whole store again.";
  }

  private void tell() {
    synchronized (gate) {
      if (closed) {
        return;
      }
      sink.deliver(texts.documents());
      if (!texts.faults().isEmpty()) {
        sink.unreachable(String.join("; ", texts.faults()));
      }
    }
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
