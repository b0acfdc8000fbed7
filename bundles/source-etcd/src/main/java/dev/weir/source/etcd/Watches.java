package dev.weir.source.etcd;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.Watch.Watcher;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The watches of all ranges. jetcd would resume a broken one by itself, from where it was; but a
 * store that was restored or emptied in between has another history, so that the first break ends
 * all of them, and a fresh read is due.
 */
final class Watches implements AutoCloseable {

  /** Answers that wait to be applied; more, and reading anew is cheaper. */
  private static final int MAX_WAITING = 10_000;

  private final BlockingQueue<List<WatchEvent>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicReference<Throwable> broken = new AtomicReference<>();
  private final List<Watcher> watchers = new ArrayList<>();

  /** A watch that ended; the cause says why. */
  static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenException(Throwable cause) {
      super(cause);
    }
  }

  Watches(Client client, List<KeyRange> ranges, long revision) {
    for (KeyRange range : ranges) {
      WatchOption option =
          WatchOption.builder()
              .withRange(range.end())
              .withRevision(revision)
              .withRequireLeader(true)
              .build();
      watchers.add(
          client
              .getWatchClient()
              .watch(
                  range.from(),
                  option,
                  Watch.listener(this::heard, this::broke, () -> broke(ended()))));
    }
  }

  private static IllegalStateException ended() {
    return new IllegalStateException("the watch ended");
  }

  private void heard(WatchResponse response) {
    if (!response.getEvents().isEmpty() && !waiting.offer(response.getEvents())) {
      broke(new IllegalStateException("changes came faster than they could be applied"));
    }
  }

  private void broke(Throwable why) {
    if (broken.compareAndSet(null, why)) {
      waiting.clear();
      waiting.offer(List.of()); // wakes the one that waits
    }
  }

  /** Waits for changes; applies all that there are. */
  void applyNext(Texts texts) throws InterruptedException, BrokenException {
    List<WatchEvent> events = waiting.take();
    while (events != null) {
      Throwable why = broken.get();
      if (why != null) {
        throw new BrokenException(why);
      }
      events.forEach(event -> apply(event, texts));
      events = waiting.poll();
    }
  }

  private static void apply(WatchEvent event, Texts texts) {
    switch (event.getEventType()) {
      case PUT -> texts.put(event.getKeyValue());
      case DELETE -> texts.delete(event.getKeyValue());
      case UNRECOGNIZED -> throw new IllegalStateException("etcd sent an event of unknown type");
    }
  }

  @Override
  public void close() {
    watchers.forEach(Watcher::close);
  }
}
