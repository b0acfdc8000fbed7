package dev.weir.bench.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.bench.decision.loop.Case;
import org.junit.jupiter.api.Test;

class FigureTest {

  @Test
  void lineOfAPlaceWithoutAHeap_hasTheTime() {
    Figure figure =
        Figure.read("[2026][warning] wasm log bench: weir-bench PASS ends 77.5 1000").orElseThrow();
    assertThat(figure.which()).isEqualTo(Case.PASS);
    assertThat(figure.nanos()).isEqualTo(77.5);
    assertThat(figure.bytes()).isEmpty();
    assertThat(figure.collections()).isEmpty();
  }

  @Test
  void lineWithTheHeap_hasBytesOfOneCall() {
    Figure figure = Figure.read("weir-bench HOT ends 77.5 1000 16000 2").orElseThrow();
    assertThat(figure.bytes()).hasValue(16);
    assertThat(figure.collections()).hasValue(2);
  }

  @Test
  void otherLines_areNoFigures() {
    assertThat(Figure.read("weir-bench PASS begins")).isEmpty();
    assertThat(Figure.read("PASS ends 77.5 1000")).isEmpty();
  }
}
