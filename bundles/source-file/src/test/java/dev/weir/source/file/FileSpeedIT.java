package dev.weir.source.file;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A flood of edits of a folder: renames, and a ConfigMap's swaps. */
final class FileSpeedIT {

  private static final int A_SECOND = 1_000;
  private static final int SECONDS = 10;

  @TempDir Path folder = Path.of("");

  private final Heard heard = new Heard();
  private FileRuleSource source = new FileRuleSource(folder, 10);

  private void open() {
    source = new FileRuleSource(folder, 10);
    source.open(heard);
    await().until(() -> !heard.deliveries().isEmpty());
  }

  @AfterEach
  void close() {
    source.close();
  }

  private void awaitLast(Map<String, String> expected) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(heard.last()).isEqualTo(expected));
  }

  /** Of twenty files each rests a moment between two edits, of one none. */
  @ParameterizedTest
  @ValueSource(ints = {20, 1})
  void thousandRenamesASecond_lastOfEachFileWins(int files) throws IOException {
    open();
    Map<String, String> last = new TreeMap<>();
    int edits = files == 1 ? A_SECOND : A_SECOND * SECONDS;
    long begin = System.nanoTime();
    for (int i = 0; i < edits; i++) {
      long due = begin + i * (1_000_000_000L / A_SECOND);
      while (System.nanoTime() < due) {
        Thread.onSpinWait();
      }
      String name = i % files + ".yaml";
      last.put(name, "edit " + i);
      Path next = Files.writeString(folder.resolve(".next"), "edit " + i);
      Files.move(next, folder.resolve(name), ATOMIC_MOVE);
    }
    double took = (System.nanoTime() - begin) / 1e9;

    awaitLast(last);
    System.out.printf(
        "file: %d renames over %d files in %.1f s, %d deliveries%n",
        edits, files, took, heard.deliveries().size());
    assertThat(heard.faults()).isEmpty();
    assertThat(heard.deliveries())
        .allSatisfy(
            texts -> assertThat(texts.values()).allMatch(text -> text.matches("edit \\d+")));
  }

  @Test
  void swapsOfAConfigMap_everyDeliveryIsOfOneVersion() throws IOException {
    Files.createDirectory(folder.resolve("..0"));
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..0"));
    for (String name : new String[] {"a.yaml", "b.yaml"}) {
      Files.writeString(folder.resolve("..0").resolve(name), "version 0");
      Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
    }
    open();
    int swaps = 200;
    for (int i = 1; i <= swaps; i++) {
      Path version = Files.createDirectory(folder.resolve(".." + i));
      for (String name : new String[] {"a.yaml", "b.yaml"}) {
        Files.writeString(version.resolve(name), "version " + i);
      }
      Path link = Files.createSymbolicLink(folder.resolve("..tmp"), version.getFileName());
      Files.move(link, folder.resolve("..data"), ATOMIC_MOVE);
    }

    awaitLast(Map.of("a.yaml", "version " + swaps, "b.yaml", "version " + swaps));
    assertThat(heard.faults()).isEmpty();
  }
}
