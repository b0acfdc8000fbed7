package dev.weir.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source on a real folder, with the real thread. */
final class FileRuleSourceTest {

  @TempDir Path temp = Path.of("");

  private final Heard heard = new Heard();
  private Path folder = temp;
  private FileRuleSource source = new FileRuleSource(temp, 10);

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temp.resolve("rules"));
    source = new FileRuleSource(folder, 10);
  }

  @AfterEach
  void close() {
    source.close();
  }

  private void open() {
    source.open(heard);
    await().until(() -> !heard.deliveries().isEmpty());
  }

  private void awaitLast(Map<String, String> expected) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() -> assertThat(heard.last()).isEqualTo(expected));
  }

  private void awaitFault(String words) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(heard.faults()).anyMatch(f -> f.contains(words)));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void replace(String name, String text) throws IOException {
    Path next = Files.writeString(folder.resolve("." + name + ".tmp"), text);
    Files.move(next, folder.resolve(name), ATOMIC_MOVE);
  }

  @Test
  void emptyFolder_isDeliveredOnce() {
    open();

    assertThat(heard.deliveries()).containsExactly(Map.of());
    assertThat(heard.faults()).isEmpty();
  }

  @Test
  void yamlAndJson_areDeliveredWithoutHiddenAndTemporaryFiles() throws IOException {
    for (String name : new String[] {"b.yml", "a.yaml", "c.json", "D.YAML"}) {
      write(name, name);
    }
    for (String name :
        new String[] {
          ".a.yaml", ".a.yaml.swp", "a.yaml~", "#a.yaml#", "~a.yaml", "a.txt", "4913"
        }) {
      write(name, "no");
    }
    Files.createDirectory(folder.resolve("sub.yaml"));

    open();

    awaitLast(Map.of("D.YAML", "D.YAML", "a.yaml", "a.yaml", "b.yml", "b.yml", "c.json", "c.json"));
  }

  @Test
  void renamedIntoPlace_isDeliveredWhole() throws IOException {
    write("a.yaml", "1");
    open();

    replace("a.yaml", "2");

    awaitLast(Map.of("a.yaml", "2"));
    assertThat(heard.deliveries()).containsOnly(Map.of("a.yaml", "1"), Map.of("a.yaml", "2"));
  }

  @Test
  void writtenInPlace_isDelivered() throws IOException {
    write("a.yaml", "1");
    open();

    write("a.yaml", "2");

    awaitLast(Map.of("a.yaml", "2"));
  }

  @Test
  void deletedFile_isWithdrawn() throws IOException {
    write("a.yaml", "1");
    write("b.yaml", "2");
    open();

    Files.delete(folder.resolve("a.yaml"));

    awaitLast(Map.of("b.yaml", "2"));
  }

  @Test
  void configMapSwap_showsOldOrNewAndNothingBetween() throws IOException {
    volume("..v1", "1");
    link("..data", "..v1");
    link("a.yaml", "..data/a.yaml");
    link("b.yaml", "..data/b.yaml");
    open();

    for (int version = 2; version <= 5; version++) {
      volume("..v" + version, "" + version);
      link("..data_tmp", "..v" + version);
      Files.move(folder.resolve("..data_tmp"), folder.resolve("..data"), ATOMIC_MOVE);
      remove("..v" + (version - 1));
      awaitLast(Map.of("a.yaml", "" + version, "b.yaml", "" + version));
    }

    assertThat(heard.deliveries())
        .allSatisfy(d -> assertThat(d).hasSize(2))
        .allSatisfy(d -> assertThat(d.get("a.yaml")).isEqualTo(d.get("b.yaml")));
  }

  private void volume(String name, String text) throws IOException {
    Path version = Files.createDirectory(folder.resolve(name));
    Files.writeString(version.resolve("a.yaml"), text);
    Files.writeString(version.resolve("b.yaml"), text);
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(folder.resolve(name), Path.of(target));
  }

  private void remove(String version) throws IOException {
    Files.delete(folder.resolve(version).resolve("a.yaml"));
    Files.delete(folder.resolve(version).resolve("b.yaml"));
    Files.delete(folder.resolve(version));
  }

  @Test
  void deletedFolder_isUnreachableAndItsRulesStayUntilItIsBack() throws IOException {
    open();
    Files.delete(folder);
    awaitFault("rules: is not there: create it");
    assertThat(heard.deliveries()).hasSize(1);

    Files.createDirectory(folder);
    replace("a.yaml", "1");

    awaitLast(Map.of("a.yaml", "1"));
    replace("a.yaml", "2");
    awaitLast(Map.of("a.yaml", "2"));
  }

  @Test
  void missingFolderAtStart_isUnreachable() throws IOException {
    Files.delete(folder);

    source.open(heard);

    awaitFault("rules: is not there: create it");
    assertThat(heard.deliveries()).isEmpty();
  }

  @Test
  void folderReplacedByAFile_isUnreachable() throws IOException {
    open();
    Files.delete(folder);
    Files.writeString(folder, "no folder");

    awaitFault("must be a folder");
  }

  @Test
  void unreadableFile_keepsItsTextAndOthersGoOn() throws IOException {
    write("a.yaml", "1");
    write("b.yaml", "1");
    open();
    awaitLast(Map.of("a.yaml", "1", "b.yaml", "1"));

    link("loop", "a.yaml");
    Files.move(folder.resolve("loop"), folder.resolve("a.yaml"), ATOMIC_MOVE);
    awaitFault("a.yaml: cannot be read");
    replace("b.yaml", "2");
    awaitLast(Map.of("a.yaml", "1", "b.yaml", "2"));

    replace("a.yaml", "3");
    awaitLast(Map.of("a.yaml", "3", "b.yaml", "2"));
  }

  @Test
  void notUtf8_namesTheByteAndKeepsTheText() throws IOException {
    write("a.yaml", "1");
    open();

    Path next = Files.write(folder.resolve(".next"), new byte[] {'a', ':', ' ', (byte) 0xC3, '('});
    Files.move(next, folder.resolve("a.yaml"), ATOMIC_MOVE);

    awaitFault("a.yaml: is not UTF-8 at byte 3");
    assertThat(heard.last()).isEqualTo(Map.of("a.yaml", "1"));
  }

  @Test
  void oversizedFile_isRefusedByName() throws IOException {
    write("b.yaml", "1");
    try (RandomAccessFile huge = new RandomAccessFile(folder.resolve("a.yaml").toFile(), "rw")) {
      huge.setLength(1L << 36);
    }

    source.open(heard);

    awaitFault("a.yaml: has more than 4194304 bytes: split it");
    assertThat(heard.last()).isEqualTo(Map.of("b.yaml", "1"));
  }

  @Test
  void deviceInPlaceOfAFile_isRefusedUnread() throws IOException {
    write("b.yaml", "1");
    link("a.yaml", "/dev/zero");

    source.open(heard);

    awaitFault("a.yaml: cannot be read: it is no regular file");
    assertThat(heard.last()).isEqualTo(Map.of("b.yaml", "1"));
  }

  @Test
  void fileDeletedWhileRead_losesNothingElse() throws IOException {
    write("steady.yaml", "1");
    open();
    byte[] text = "x".repeat(1 << 20).getBytes(UTF_8);

    for (int i = 0; i < 100; i++) {
      Files.write(folder.resolve("fleeting.yaml"), text);
      Files.delete(folder.resolve("fleeting.yaml"));
    }
    replace("steady.yaml", "2");

    awaitLast(Map.of("steady.yaml", "2"));
    assertThat(heard.deliveries()).allMatch(d -> d.containsKey("steady.yaml"));
    assertThat(heard.faults()).isEmpty();
  }

  @Test
  void closed_hasNoThreadAndDeliversNoMore() throws IOException {
    open();
    source.close();
    int told = heard.deliveries().size();
    write("a.yaml", "1");

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals(FolderWatch.THREAD));
    assertThat(heard.deliveries()).hasSize(told);
  }

  @Test
  void reopened_deliversAgain() throws IOException {
    write("a.yaml", "1");
    open();
    source.close();
    Heard second = new Heard();

    source.open(second);

    await().untilAsserted(() -> assertThat(second.last()).isEqualTo(Map.of("a.yaml", "1")));
  }

  @Test
  void openedTwice_isRefused() {
    open();

    assertThatThrownBy(() -> source.open(heard)).hasMessageContaining("open already");
  }

  @Test
  void settleOutOfBounds_isRefused() {
    assertThatThrownBy(() -> new FileRuleSource(folder, -1))
        .hasMessage("settle must be 0 to 10000 milliseconds, was -1");
  }
}
