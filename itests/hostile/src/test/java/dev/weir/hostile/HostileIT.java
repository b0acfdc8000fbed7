package dev.weir.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every module, in both engines, under a seed of its own each time. */
final class HostileIT {

  private static final int CALLBACKS = 10_000;
  private static final int TEXTS = 200;

  private final long seed = System.nanoTime() & 0xffff_ffffL;
  private final List<byte[]> texts = new Texts(seed).make(TEXTS);

  @TempDir Path scratch = Path.of("");

  private void assertSound(Outcome outcome) {
    assertThat(outcome.traps()).as("seed %d", seed).isEmpty();
    assertThat(outcome.guarded()).as("seed %d", seed).isEmpty();
    assertThat(outcome.callbacks()).isEqualTo(CALLBACKS);
    assertThat(outcome.configurations()).as("seed %d", seed).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Filter.class)
  void hostileProxyInEndive_noModuleTraps(Filter filter) throws IOException {
    assertSound(new EndiveRun(filter, texts, seed).run(CALLBACKS));
  }

  @ParameterizedTest
  @EnumSource(Filter.class)
  void hostileProxyInV8_noModuleTraps(Filter filter) throws IOException {
    String node = System.getProperty("weir.node", System.getenv("WEIR_NODE"));
    if (node == null || !Files.isExecutable(Path.of(node))) {
      throw new IllegalStateException(
          "Name a Node of version 22 or later in -Dweir.node or WEIR_NODE, was " + node);
    }
    assertSound(new NodeRun(Path.of(node), scratch).run(filter, texts, CALLBACKS, seed));
  }
}
