package dev.weir.manager.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.hook.Document;
import dev.weir.manager.rules.Memory.PastText;
import dev.weir.manager.rules.Memory.PinnedText;
import dev.weir.manager.rules.Memory.Remembered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LastKnownGoodTest {

  @TempDir Path temp = Path.of("");

  private LastKnownGood disk() {
    return new LastKnownGood(temp.resolve("weir").resolve("last-known-good"));
  }

  private static Memory memory(Remembered source) {
    return new Memory(List.of(source), Optional.empty(), List.of());
  }

  @Test
  void saved_isLoadedAsItWas() throws IOException {
    List<Remembered> sources =
        List.of(
            new Remembered("etcd", 30, List.of(new Document("/a", "ä€𝄞"), new Document("/b", ""))),
            new Remembered("file", 0, List.of()));

    Memory memory =
        new Memory(
            sources,
            Optional.of(new PinnedText(7, 1_000, List.of(sources.get(0)))),
            List.of(
                new PastText(7, 900, "etcd", List.of(sources.get(0))),
                new PastText(8, 950, "rollback to 7", sources)));

    disk().save(memory);

    assertThat(disk().load()).isEqualTo(memory);
  }

  @Test
  void nothingSaved_isNothing() throws IOException {
    assertThat(disk().load()).isEqualTo(Memory.NONE);
  }

  @Test
  void savedAgain_replacesTheFileAndLeavesNoOther() throws IOException {
    disk().save(memory(new Remembered("one", 1, List.of())));
    disk().save(memory(new Remembered("two", 2, List.of())));

    assertThat(disk().load()).isEqualTo(memory(new Remembered("two", 2, List.of())));
    assertThat(temp.resolve("weir").toFile().list()).containsExactly("last-known-good");
  }

  @Test
  void anyByteOtherThanWritten_isRefused() throws IOException {
    disk().save(memory(new Remembered("etcd", 30, List.of(new Document("/a", "text")))));
    byte[] whole = Files.readAllBytes(disk().file());
    for (int i = 0; i < whole.length; i++) {
      byte[] torn = whole.clone();
      torn[i] ^= 1;
      Files.write(disk().file(), torn);
      assertThatThrownBy(() -> disk().load()).as("byte %s", i).isInstanceOf(IOException.class);
    }
  }

  @Test
  void pastSetsThatAreNotWhole_leaveTheLastGoodRules() throws IOException {
    Remembered etcd = new Remembered("etcd", 30, List.of(new Document("/a", "text")));
    Memory memory =
        new Memory(
            List.of(etcd), Optional.empty(), List.of(new PastText(3, 1, "etcd", List.of(etcd))));
    disk().save(memory);
    Path past = temp.resolve("weir").resolve("last-known-good.revisions");
    byte[] whole = Files.readAllBytes(past);
    for (int i = 0; i < whole.length; i++) {
      byte[] torn = whole.clone();
      torn[i] ^= 1;
      Files.write(past, torn);
      assertThat(disk().load()).as("byte %s", i).isEqualTo(memory(etcd));
    }
  }

  @Test
  void everyShorterFile_isRefused() throws IOException {
    disk().save(memory(new Remembered("etcd", 30, List.of(new Document("/a", "text")))));
    byte[] whole = Files.readAllBytes(disk().file());
    for (int length = 0; length < whole.length; length++) {
      Files.write(disk().file(), java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> disk().load()).isInstanceOf(IOException.class);
    }
  }
}
