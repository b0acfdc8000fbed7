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

  /** Here lie numbers that follow each other, so that they need not be looked at one by one. */
  private int rowFrom;

  private int rowTo;

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
      rowFrom = 0;
      rowTo = 0;
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
    int number = number(to, place, event);
    if (number == UNKNOWN) {
      to.total(names.of(place), events[event], total);
    } else {
      to.total(number - 1, total);
    }
  }

  /**
   * Tells all totals of places that follow each other.
   *
   * @param place the first
   * @param places how many
   * @param totals those of the first place in the order of its events, then those of the next; one
   *     below 0 is not told
   */
  public void totals(int place, int places, long[] totals) {
    SignalReader to = reader;
    if (to == null) {
      throw new IllegalStateException("totals belong to a read");
    }
    int first = place * events.length;
    int count = places * events.length;
    if (first >= rowFrom && first + count <= rowTo) {
      to.totals(numbers[first] - 1, totals, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      if (totals[i] >= 0) {
        total(place + i / events.length, i % events.length, totals[i]);
      } else {
        number(to, place + i / events.length, i % events.length);
      }
    }
  }

  /** The number that the reader gave, and 1; it is asked for one that is not known yet. */
  private int number(SignalReader to, int place, int event) {
    int at = place * events.length + event;
    if (at >= numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(at + 1, 2 * numbers.length));
    }
    if (numbers[at] == UNKNOWN) {
      numbers[at] = to.counter(names.of(place), events[event]) + 1;
      row(at, numbers[at]);
    }
    return numbers[at];
  }

  /** The row begins with the first number, and grows by each that follows its last. */
  private void row(int at, int number) {
    if (number == UNKNOWN) {
      return;
    }
    if (rowFrom == rowTo) {
      rowFrom = at;
      rowTo = at + 1;
    } else if (at == rowTo && number == numbers[at - 1] + 1) {
      rowTo++;
    }
  }

  /** A place is another resource from now on. */
  public void forget(int place) {
    int first = place * events.length;
    for (int at = first; at < first + events.length && at < numbers.length; at++) {
      numbers[at] = UNKNOWN;
    }
    rowTo = Math.max(rowFrom, Math.min(rowTo, first));
  }
}
