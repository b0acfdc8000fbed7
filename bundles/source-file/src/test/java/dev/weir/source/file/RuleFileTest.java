package dev.weir.source.file;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import dev.weir.source.file.Settle.Now;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file is read: real files, a clock stepped by hand, settle time 10 ms. */
final class RuleFileTest {

  private static final long EPOCH = 1_800_000_000_000L;

  @TempDir Path temp = Path.of("");

  private Path path = temp;
  private RuleFile file = new RuleFile(temp, new Settle(10));
  private long millis;

  @BeforeEach
  void name() {
    path = temp.resolve("a.yaml");
    file = new RuleFile(path, new Settle(10));
  }

  /** Writes in place; the file's clock shows the stepped one. */
  private void write(String text) throws IOException {
    Files.writeString(path, text);
    touch(path);
  }

  private void replace(String text) throws IOException {
    Path next = Files.writeString(temp.resolve("next"), text);
    touch(next);
    Files.move(next, path, REPLACE_EXISTING);
  }

  private void touch(Path touched) throws IOException {
    Files.setLastModifiedTime(touched, FileTime.fromMillis(EPOCH + millis));
  }

  private long look() {
    return file.look(new Now(TimeUnit.MILLISECONDS.toNanos(millis), EPOCH + millis));
  }

  private long lookAfter(long step) {
    millis += step;
    return look();
  }

  private String text() {
    return file.document().map(Document::text).orElse("none");
  }

  @Test
  void newFile_restsTenMilliseconds() throws IOException {
    write("1");

    assertThat(look()).isEqualTo(10);
    assertThat(text()).isEqualTo("none");
    assertThat(lookAfter(10)).isZero();
    assertThat(text()).isEqualTo("1");
  }

  @Test
  void fileWrittenLongAgo_isReadAtOnce() throws IOException {
    write("1");
    millis += 1_000;

    assertThat(look()).isZero();
    assertThat(text()).isEqualTo("1");
  }

  @Test
  void fileFromTheFuture_isReadAfterItHasRestedOnOurClock() throws IOException {
    millis += 1_000_000;
    write("1");
    millis = 0;

    assertThat(look()).isEqualTo(10);
    assertThat(lookAfter(10)).isZero();
    assertThat(text()).isEqualTo("1");
  }

  private void read(String text) throws IOException {
    replace(text);
    look();
    lookAfter(5_000);
    assertThat(text()).isEqualTo(text);
  }

  @Test
  void replacedFile_restsTen() throws IOException {
    read("1");
    replace("2");

    assertThat(look()).isEqualTo(10);
    assertThat(lookAfter(10)).isZero();
    assertThat(text()).isEqualTo("2");
  }

  @Test
  void fileWrittenInPlace_restsForty() throws IOException {
    read("1");
    write("22");

    assertThat(look()).isEqualTo(40);
    assertThat(lookAfter(39)).isEqualTo(1);
    assertThat(text()).isEqualTo("1");
    assertThat(lookAfter(1)).isZero();
    assertThat(text()).isEqualTo("22");
  }

  @Test
  void fileWrittenInPieces_isReadOnceWhole() throws IOException {
    read("1");
    for (String piece : new String[] {"a", "ab", "abc"}) {
      write(piece);
      assertThat(look()).isEqualTo(40);
      assertThat(lookAfter(39)).isEqualTo(1);
      assertThat(text()).isEqualTo("1");
    }

    assertThat(lookAfter(1)).isZero();
    assertThat(text()).isEqualTo("abc");
  }

  @Test
  void truncatedFile_keepsItsTextWhileItsWriterThinks() throws IOException {
    read("1");
    write("");

    assertThat(look()).isEqualTo(250);
    assertThat(lookAfter(249)).isEqualTo(1);
    assertThat(text()).isEqualTo("1");
    assertThat(lookAfter(1)).isZero();
    assertThat(text()).isEmpty();
  }

  @Test
  void fileMovedAwayAndWrittenAnew_isNeverGone() throws IOException {
    read("1");
    Files.move(path, temp.resolve("a.yaml~"));
    assertThat(look()).isEqualTo(40);
    assertThat(text()).isEqualTo("1");

    millis += 20;
    write("2");
    assertThat(look()).isEqualTo(10);
    assertThat(text()).isEqualTo("1");
    assertThat(lookAfter(10)).isZero();
    assertThat(text()).isEqualTo("2");
  }

  @Test
  void deletedFile_isGoneAfterForty() throws IOException {
    read("1");
    Files.delete(path);

    assertThat(look()).isEqualTo(40);
    assertThat(file.isGone()).isFalse();
    assertThat(lookAfter(40)).isZero();
    assertThat(file.isGone()).isTrue();
  }

  @Test
  void changeWithinTheFilesClock_isFoundWhileTheFileIsYoung() throws IOException {
    write("1");
    look();
    lookAfter(10);
    FileTime same = Files.getLastModifiedTime(path);

    Files.writeString(path, "2");
    Files.setLastModifiedTime(path, same);

    assertThat(lookAfter(500)).isZero();
    assertThat(text()).isEqualTo("2");
  }

  @Test
  void danglingLinkOfAVolume_isNoFile() throws IOException {
    Files.createSymbolicLink(path, Path.of("..data", "a.yaml"));

    assertThat(look()).isZero();
    assertThat(file.isGone()).isTrue();
  }

  /**
   * As of a network's file system: the first half comes, then the file is another, then the rest.
   */
  @Test
  void fileReplacedDuringASlowRead_isNeverTakenInHalves() throws IOException {
    file =
        new RuleFile(
            path,
            new Settle(10),
            read -> {
              String first = Text.read(read).substring(0, 2);
              millis += 3_000;
              if (first.equals("ol")) {
                replace("newer");
              }
              return first + Text.read(read).substring(2);
            });
    write("older");
    look();

    assertThat(lookAfter(10)).as("look again").isPositive();
    assertThat(text()).isEqualTo("none");

    lookAfter(10);
    assertThat(text()).isEqualTo("newer");
  }
}
