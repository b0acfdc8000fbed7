package dev.weir.wasm.sdk.abi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RegionTest {

  private final Region region = new Region(8, 40);

  @Test
  void allocations_areAlignedAndDoNotOverlap() {
    assertThat(region.allocate(3)).isEqualTo(8);
    assertThat(region.allocate(8)).isEqualTo(16);
    assertThat(region.allocate(16)).isEqualTo(24);
    assertThat(region.free()).isZero();
  }

  @Test
  void noRoom_isZeroAndTakesNothing() {
    assertThat(region.allocate(33)).isZero();
    assertThat(region.allocate(Integer.MAX_VALUE)).isZero();
    assertThat(region.allocate(-1)).isZero();
    assertThat(region.allocate(32)).isEqualTo(8);
    assertThat(region.allocate(1)).isZero();
  }

  @Test
  void nothing_needsNoRoom() {
    assertThat(region.allocate(32)).isEqualTo(8);
    assertThat(region.allocate(0)).isEqualTo(40);
  }

  @Test
  void bounded_handsOutNoMore() {
    region.bound(24);
    assertThat(region.allocate(17)).isZero();
    assertThat(region.allocate(16)).isEqualTo(8);
    assertThat(region.free()).isZero();
    region.bound(1_000);
    assertThat(region.free()).isEqualTo(16);
  }

  @Test
  void highest_staysWhenWhatWasHandedOutIsTakenBack() {
    assertThat(region.highest()).isEqualTo(8);
    region.allocate(24);
    region.reset();
    region.allocate(8);
    assertThat(region.highest()).isEqualTo(32);
  }

  @Test
  void rewound_isHandedOutAgain() {
    region.allocate(8);
    int mark = region.mark();
    region.allocate(24);
    region.rewind(mark);
    assertThat(region.allocate(24)).isEqualTo(16);
    region.reset();
    assertThat(region.allocate(32)).isEqualTo(8);
  }
}
