package dev.weir.hook;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SignalSource} keeps to tell its totals by number: the numbers that the reader it
 * met last gave to its places and their events. For one thread.
 */
public final class CounterNumbers {

  private static final int UNKNOWN = 0;

  private final SignalEvent[] events;
  private final Names names;
  private @Nullable SignalReader reader;
  private int[] numbers = new int[0];

  /** Names of places. */
  @FunctionalInterface
  public interface Names {

    /** The resource that a place is; asked once for each reader and event. */
    String of(int place);
  }

  /**
   * Nothing yet.
   *
   * @param names of places
   * @param events that each place has, in the order by which {@link #total} names them
   */
  public CounterNumbers(Names names, SignalEvent... events) {
    this.names = names;
    this.events = events.clone();
  }

  /** A read begins: of a reader that is another than the last, numbers are asked anew. */
  public void begin(SignalReader next) {
    if (next != reader) {
      reader = next;
      Arrays.fill(numbers, UNKNOWN);
    }
  }

  /**
   * Tells one total.
   *
   * @param place from 0 on, without large gaps
   * @param event its index among those of the constructor
   */
  public void total(int place, int event, long total) {
    SignalReader to = reader;
    if (to == null) {
      throw new IllegalStateException("a total belongs to a read");
    }
    int at = place * events.length + event;
    if (at >= numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(at + 1, 2 * numbers.length));
    }
    int number = numbers[at];
    if (number == UNKNOWN) {
      number = to.counter(names.of(place), events[event]) + 1;
      numbers[at] = number;
    }
    if (number == UNKNOWN) {
      to.total(names.of(place), events[event], total);
    } else {
      to.total(number - 1, total);
    }
  }

  /** A place is another resource from now on. */
  public void forget(int place) {
    int first = place * events.length;
    for (int at = first; at < first + events.length && at < numbers.length; at++) {
      numbers[at] = UNKNOWN;
    }
  }
}
