package dev.weir.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Totals of many places at once are what they are one by one. */
final class CounterNumbersTest {

  private static final SignalEvent[] EVENTS = {SignalEvent.PASS, SignalEvent.BYTES};

  private final Map<Integer, String> names = new HashMap<>();
  private final CounterNumbers numbers =
      new CounterNumbers(place -> names.getOrDefault(place, "place:" + place), EVENTS);

  /** What was told, by name and event; numbers only up to a size. */
  private static final class Told implements SignalReader {

    private final List<String> known = new ArrayList<>();
    private final Map<String, Long> totals = new HashMap<>();
    private final int room;
    private int rows;

    Told(int room) {
      this.room = room;
    }

    @Override
    public void total(String resource, SignalEvent event, long total) {
      totals.merge(resource + " " + event, total, Long::sum);
    }

    @Override
    public int counter(String resource, SignalEvent event) {
      String name = resource + " " + event;
      if (!known.contains(name)) {
        if (known.size() == room) {
          return -1;
        }
        known.add(name);
      }
      return known.indexOf(name);
    }

    @Override
    public void total(int counter, long total) {
      totals.merge(known.get(counter), total, Long::sum);
    }

    @Override
    public void totals(int first, long[] values, int from, int count) {
      rows++;
      SignalReader.super.totals(first, values, from, count);
    }
  }

  private Told tell(Told to, int place, int places, long... totals) {
    to.totals.clear();
    to.rows = 0;
    numbers.begin(to);
    numbers.totals(place, places, totals);
    return to;
  }

  @Test
  void secondRead_isOneRow() {
    Told told = new Told(100);
    tell(told, 1, 3, 1, 2, 3, 4, 5, 6);
    tell(told, 1, 3, 11, 12, 13, 14, 15, 16);

    assertThat(told.rows).isEqualTo(1);
    assertThat(told.totals)
        .hasSize(6)
        .containsEntry("place:1 PASS", 11L)
        .containsEntry("place:3 BYTES", 16L);
  }

  @Test
  void totalBelowZero_isNotTold_andLeavesNoGap() {
    Told told = new Told(100);
    for (int read = 0; read < 2; read++) {
      tell(told, 0, 3, 1, 2, 3, -1, 5, 6);
      assertThat(told.totals).hasSize(5).doesNotContainKey("place:1 BYTES");
    }
    assertThat(told.rows).isEqualTo(1);
  }

  @Test
  void placeThatBecameAnother_isToldUnderItsNewName_andTheOthersUnderTheirs() {
    Told told = new Told(100);
    tell(told, 0, 4, 1, 1, 1, 1, 1, 1, 1, 1);
    names.put(2, "other");
    numbers.forget(2);
    tell(told, 0, 4, 1, 2, 3, 4, 5, 6, 7, 8);

    assertThat(told.totals)
        .hasSize(8)
        .containsEntry("place:1 BYTES", 4L)
        .containsEntry("other PASS", 5L)
        .containsEntry("place:3 PASS", 7L);
  }

  @Test
  void anotherReader_isAskedAnew() {
    tell(new Told(100), 0, 2, 1, 2, 3, 4);
    Told next = new Told(100);
    next.counter("of somebody else", SignalEvent.PASS);
    tell(next, 0, 2, 1, 2, 3, 4);

    assertThat(next.totals).hasSize(4).containsEntry("place:0 PASS", 1L);
  }

  @Test
  void readerWithoutRoom_isToldByName() {
    Told told = new Told(3);
    for (int read = 0; read < 2; read++) {
      tell(told, 0, 2, 1, 2, 3, 4);
      assertThat(told.totals).hasSize(4).containsEntry("place:1 BYTES", 4L);
    }
  }

  @Test
  void readerWithoutNumbers_isToldByName() {
    Told told = new Told(0);
    for (int read = 0; read < 2; read++) {
      tell(told, 0, 2, 1, 2, 3, 4);
      numbers.total(2, 1, 5);
      assertThat(told.totals).hasSize(5).containsEntry("place:2 BYTES", 5L);
    }
  }

  @Test
  void placesOutOfTurn_areEachToldOnce() {
    Told told = new Told(100);
    tell(told, 3, 1, 30, 31);
    tell(told, 0, 4, 0, 1, 10, 11, 20, 21, 30, 31);
    tell(told, 0, 4, 0, 1, 10, 11, 20, 21, 30, 31);

    for (int place = 0; place < 4; place++) {
      assertThat(told.totals)
          .containsEntry("place:" + place + " PASS", 10L * place)
          .containsEntry("place:" + place + " BYTES", 10L * place + 1);
    }
  }
}
