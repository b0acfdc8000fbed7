package dev.weir.bench.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.bench.decision.loop.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as the proxy has it, in the V8 of the Node that {@code WEIR_NODE} names. */
final class NodeIT {

  private static final int ROUNDS = 2;

  /** Less than an object of two words for every sixteenth call; V8 itself makes some thousands. */
  private static final double NOTHING = 1;

  @TempDir Path scratch = Path.of("");

  private static Path node() {
    String path = System.getProperty("weir.node", System.getenv("WEIR_NODE"));
    if (path == null || !Files.isExecutable(Path.of(path))) {
      throw new IllegalStateException(
          "Name a Node of version 22 or later in -Dweir.node or WEIR_NODE, was " + path);
    }
    return Path.of(path);
  }

  @Test
  void decisionsInWasm_makeNoGarbage() throws IOException {
    List<Figure> figures = Places.node(node(), scratch, ROUNDS).run();
    assertThat(figures.stream().map(Figure::which).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.allOf(Case.class));
    for (Figure figure : figures) {
      // JavaScript's clock makes garbage: the measure sees it.
      boolean garbage = figure.which() == Case.CLOCK;
      assertThat(figure.bytes().orElseThrow() >= NOTHING).as(figure.toString()).isEqualTo(garbage);
    }
  }
}
