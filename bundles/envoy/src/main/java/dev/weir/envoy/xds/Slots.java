package dev.weir.envoy.xds;

import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is in force in each ECDS slot, and how each connected Envoy stands to it. An Envoy that
 * connects gets the state as it is; one that is connected gets every change.
 *
 * <p>A slot that nothing was ever published in is <em>unspoken</em>. After a restart of the server
 * an Envoy may still run the filter from before, which is about to be published again: an unspoken
 * slot is therefore left unanswered until {@link #settle} says that whoever wanted to speak has.
 */
public final class Slots {

  private final Map<String, Published> current = new HashMap<>();
  private final Set<Subscriber> subscribers = new LinkedHashSet<>();
  private final Function<String, TypedExtensionConfig> unspoken;
  private boolean settled;
  private long number;

  /**
   * @param unspoken from the name of a slot, what is served there once settled when nothing was
   *     published; called with this object's lock held
   */
  public Slots(Function<String, TypedExtensionConfig> unspoken) {
    this.unspoken = unspoken;
  }

  /** Puts a resource in force in the slot of its name, and sends it to all who ask for the slot. */
  public synchronized Published publish(TypedExtensionConfig resource) {
    Published published = Published.of(++number, resource);
    current.put(published.slot(), published);
    pumpAll();
    return published;
  }

  /**
   * Takes back what was published in a slot that was unspoken before. Envoys are left with what
   * they have until something is published again or the slots have settled.
   */
  public synchronized void retract(Published published) {
    if (current.remove(published.slot(), published)) {
      pumpAll();
    }
  }

  /** Whether unspoken slots are answered. */
  public synchronized boolean settled() {
    return settled;
  }

  /** What is published in the slot; null when it is unspoken. */
  public synchronized @Nullable Published current(String slot) {
    return current.get(slot);
  }

  /** From now on, unspoken slots are answered too. */
  public synchronized void settle() {
    settled = true;
    pumpAll();
  }

  /**
   * Waits until all who ask for the slot have answered, one has refused, or the time is over.
   *
   * @return how they stand then; incomplete when the time was over or the thread interrupted, which
   *     leaves its interrupted status set
   */
  public synchronized Tally await(Published published, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Tally tally = tally(published);
    while (!tally.complete() && tally.refused() == 0) {
      long millis = (deadline - System.nanoTime() + 999_999) / 1_000_000;
      if (millis <= 0) {
        break;
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return tally(published);
      }
      tally = tally(published);
    }
    return tally;
  }

  /** How they stand now. */
  public synchronized Tally tally(Published published) {
    int connected = 0;
    int accepted = 0;
    int refused = 0;
    String last = "";
    for (Subscriber subscriber : subscribers) {
      if (!subscriber.wants(published.slot())) {
        continue;
      }
      connected++;
      String refusal = subscriber.refusal(published);
      if (refusal != null) {
        refused++;
        last = refusal;
      } else if (subscriber.accepted(published)) {
        accepted++;
      }
    }
    return new Tally(connected, accepted, refused, last);
  }

  synchronized void join(Subscriber subscriber) {
    subscribers.add(subscriber);
  }

  synchronized void leave(Subscriber subscriber) {
    subscribers.remove(subscriber);
    notifyAll();
  }

  /** Hears one message of a stream, then sends what the stream is owed. */
  synchronized void hear(Subscriber subscriber, Consumer<Subscriber> message) {
    if (subscribers.contains(subscriber)) {
      message.accept(subscriber);
      subscriber.pump(this::owed);
      notifyAll();
    }
  }

  private void pumpAll() {
    List.copyOf(subscribers).forEach(subscriber -> subscriber.pump(this::owed));
    notifyAll();
  }

  private @Nullable Published owed(String slot) {
    Published published = current.get(slot);
    if (published == null && settled) {
      published = Published.of(++number, unspoken.apply(slot));
      current.put(slot, published);
    }
    return published;
  }
}
