package dev.weir.envoy.xds;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One Envoy's stream: what it asks for, what it was sent and what it said to that.
 *
 * <p>Each response carries one slot, so that a refusal names the slot, and a response is sent only
 * after the one before was answered, so that an Envoy that does not read costs one message, not a
 * queue. What changes meanwhile is sent in its latest state.
 *
 * <p>Not thread-safe: {@link Slots} guards it.
 */
final class Subscriber {

  /** Most slots per stream; more is refused. */
  static final int MAX_SLOTS = 1024;

  /** The stream as the protocol variant writes to it. Does not block. */
  @FunctionalInterface
  interface Wire {
    void send(String nonce, Published published);
  }

  private record InFlight(String nonce, Published published) {}

  private record Refusal(long number, String message) {}

  private final Wire wire;
  private final Set<String> wanted = new LinkedHashSet<>();
  private final Map<String, Long> sent = new HashMap<>();
  private final Map<String, Long> accepted = new HashMap<>();
  private final Map<String, Refusal> refused = new HashMap<>();
  private @Nullable InFlight inFlight;
  private long nonces;
  private String node = "without an id";

  Subscriber(Wire wire) {
    this.wire = wire;
  }

  /** The id in Envoy's node message; the first message of a stream brings it. */
  void node(String id) {
    if (!id.isEmpty()) {
      node = id;
    }
  }

  boolean wants(String slot) {
    return wanted.contains(slot);
  }

  void subscribe(String slot) {
    if (wanted.size() >= MAX_SLOTS && !wanted.contains(slot)) {
      throw new IllegalArgumentException(
          "a stream asks for at most " + MAX_SLOTS + " extension configurations");
    }
    wanted.add(slot);
  }

  /** Forgets the slot: asked for again, it is sent again, as the protocol wants it. */
  void unsubscribe(String slot) {
    wanted.remove(slot);
    sent.remove(slot);
    accepted.remove(slot);
    refused.remove(slot);
  }

  /** Makes the stream ask for exactly these. */
  void retain(Set<String> slots) {
    for (String slot : Set.copyOf(wanted)) {
      if (!slots.contains(slot)) {
        unsubscribe(slot);
      }
    }
    slots.forEach(this::subscribe);
  }

  /**
   * Takes an answer; one to anything but the response in flight is stale and has no effect.
   *
   * @param error Envoy's message when it refused, null when it accepted
   */
  void answered(String nonce, @Nullable String error) {
    InFlight answered = inFlight;
    if (answered == null || !answered.nonce.equals(nonce)) {
      return;
    }
    inFlight = null;
    Published published = answered.published;
    if (!wanted.contains(published.slot())) {
      return;
    }
    if (error == null) {
      accepted.put(published.slot(), published.number());
    } else {
      String message = "Envoy " + node + ": " + error;
      refused.put(published.slot(), new Refusal(published.number(), message));
    }
  }

  /** Sends the first slot that is behind, unless an answer is awaited. */
  void pump(Function<String, @Nullable Published> current) {
    if (inFlight != null) {
      return;
    }
    for (String slot : wanted) {
      Published published = current.apply(slot);
      if (published != null && sent.getOrDefault(slot, 0L) < published.number()) {
        InFlight next = new InFlight(Long.toString(++nonces), published);
        inFlight = next;
        sent.put(slot, published.number());
        wire.send(next.nonce, published);
        return;
      }
    }
  }

  /** Whether it runs what is published. */
  boolean accepted(Published published) {
    return accepted.getOrDefault(published.slot(), 0L) >= published.number();
  }

  /** Its message when it refused what is published, else null. */
  @Nullable String refusal(Published published) {
    Refusal refusal = refused.get(published.slot());
    return refusal != null && refusal.number == published.number() ? refusal.message : null;
  }
}
