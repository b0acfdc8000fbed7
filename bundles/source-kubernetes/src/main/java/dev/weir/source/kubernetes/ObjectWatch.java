package dev.weir.source.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One watch, from its beginning to its end, as a queue of events. */
final class ObjectWatch implements AutoCloseable {

  /** A watch that ended within this time never really began. */
  private static final long LIVED_NS = TimeUnit.SECONDS.toNanos(1);

  /** Longest life of a watch, in seconds: half of it to all of it, so that daemons spread. */
  private static final int MAX_SECONDS = 180;

  /** How much later than due a watch may end before it is taken for dead. */
  private static final int GRACE_SECONDS = 10;

  private static final int MAX_WAITING = 10_000;

  private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final long begun = System.nanoTime();
  private final long deadline;
  private final Watch watch;
  private volatile @Nullable Ended ended;
  private boolean heard;

  /** What a watch brings. */
  sealed interface Event permits Change, Ended {}

  /** An object that changed, or a bookmark. */
  record Change(Watcher.Action action, GenericKubernetesResource object) implements Event {}

  /**
   * The end.
   *
   * @param gone whether the version it began from is no longer kept (410)
   */
  record Ended(boolean gone) implements Event {}

  ObjectWatch(
      Watchable<GenericKubernetesResource> objects, ListOptionsBuilder options, String version) {
    int seconds = MAX_SECONDS / 2 + ThreadLocalRandom.current().nextInt(MAX_SECONDS / 2);
    deadline = begun + TimeUnit.SECONDS.toNanos(seconds + GRACE_SECONDS);
    watch =
        objects.watch(
            options
                .withResourceVersion(version)
                .withAllowWatchBookmarks(true)
                .withTimeoutSeconds((long) seconds)
                .build(),
            new Ear());
  }

  /** The next event; what waits is given before an end. */
  Event next() throws InterruptedException {
    Event event = waiting.poll();
    Ended end = ended;
    if (event == null && end != null) {
      return end;
    }
    if (event == null) {
      event = waiting.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
    heard |= event instanceof Change;
    return event == null ? new Ended(false) : event;
  }

  /** Whether it did anything, so that the next one may begin where it ended. */
  boolean hasLived() {
    return heard || System.nanoTime() - begun > LIVED_NS;
  }

  boolean gone() {
    Ended end = ended;
    return end != null && end.gone();
  }

  @Override
  public void close() {
    watch.close();
  }

  private final class Ear implements Watcher<GenericKubernetesResource> {

    @Override
    public boolean reconnecting() {
      return false;
    }

    @Override
    public void eventReceived(Action action, GenericKubernetesResource object) {
      if (action == Action.ERROR) {
        end(false);
      } else if (ended == null && !waiting.offer(new Change(action, object))) {
        end(true); // faster than it could be applied: a list is cheaper
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      end(cause.isHttpGone());
    }

    @Override
    public void onClose() {
      end(false);
    }

    private void end(boolean gone) {
      if (ended == null) {
        ended = new Ended(gone);
        waiting.offer(new Ended(gone)); // wakes the one that waits; a full queue needs no waking
      }
    }
  }
}
