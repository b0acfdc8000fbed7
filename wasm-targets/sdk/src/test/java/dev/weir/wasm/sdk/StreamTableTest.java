package dev.weir.wasm.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StreamTableTest {

  @Test
  void rowOfAStream_isFoundUntilRemoved() {
    StreamTable table = new StreamTable(2, 10);
    int row = table.add(7);
    table.set(row, 0, 70);
    table.set(row, 1, 71);
    assertThat(table.get(table.find(7), 0)).isEqualTo(70);
    assertThat(table.get(table.find(7), 1)).isEqualTo(71);
    assertThat(table.add(7)).isEqualTo(row);
    table.remove(row);
    assertThat(table.find(7)).isEqualTo(StreamTable.NONE);
    assertThat(table.get(table.add(7), 0)).isZero();
  }

  @Test
  void fullTable_refusesNewStreamsAndKeepsTheOld() {
    StreamTable table = new StreamTable(1, 3);
    for (int id = 1; id <= 3; id++) {
      assertThat(table.add(id)).isNotEqualTo(StreamTable.NONE);
    }
    assertThat(table.add(4)).isEqualTo(StreamTable.NONE);
    assertThat(table.add(2)).isNotEqualTo(StreamTable.NONE);
    table.remove(table.find(1));
    assertThat(table.add(4)).isNotEqualTo(StreamTable.NONE);
    assertThat(table.size()).isEqualTo(3);
  }

  @Test
  void streamZero_isNoStream() {
    StreamTable table = new StreamTable(1, 3);
    assertThat(table.add(0)).isEqualTo(StreamTable.NONE);
    assertThat(table.find(0)).isEqualTo(StreamTable.NONE);
  }

  @Test
  void randomStreams_areWhatAMapSays() {
    long seed = 11;
    Random random = new Random(seed);
    StreamTable table = new StreamTable(1, 500);
    Map<Integer, Long> model = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      int id = 1 + random.nextInt(2_000);
      int row = table.find(id);
      assertThat(row != StreamTable.NONE)
          .as("seed %d, step %d", seed, i)
          .isEqualTo(model.containsKey(id));
      if (row == StreamTable.NONE) {
        row = table.add(id);
        if (row != StreamTable.NONE) {
          table.set(row, 0, i);
          model.put(id, (long) i);
        }
      } else {
        assertThat(table.get(row, 0)).isEqualTo(model.get(id));
        if (random.nextBoolean()) {
          table.remove(row);
          model.remove(id);
        }
      }
      assertThat(table.size()).isEqualTo(model.size());
    }
    List<Integer> left = new ArrayList<>(model.keySet());
    left.forEach(id -> assertThat(table.find(id)).isNotEqualTo(StreamTable.NONE));
  }
}
