package dev.weir.story.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SocketTableTest {

  private static final List<String> TABLE =
      List.of(
          "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
              + "  timeout inode ref pointer drops",
          " 1063: 010012C6:235D 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
              + "        0 41377 2 00000000b3f8a1f2 88444",
          " 2063: 0100007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
              + "        0 41378 2 00000000b3f8a1f3 7");

  @Test
  void portInTheTable_givesItsDrops() {
    assertThat(SocketTable.drops(TABLE, 9053)).isEqualTo(88_444);
    assertThat(SocketTable.drops(TABLE, 53)).isEqualTo(7);
  }

  @Test
  void portNotInTheTable_droppedNothing() {
    assertThat(SocketTable.drops(TABLE, 9054)).isZero();
  }
}
