package dev.weir.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Permission lost and regained. The source runs in a process of its own, which even as root has no
 * capability to read what permissions deny (CAP_DAC_OVERRIDE, capabilities(7)).
 */
final class PermissionTest {

  @TempDir Path temp = Path.of("");

  private final List<String> told = new CopyOnWriteArrayList<>();
  private Path folder = temp;
  private @Nullable Process process;

  @BeforeEach
  void watch() throws IOException {
    folder = Files.createDirectory(temp.resolve("rules"));
    Files.writeString(folder.resolve("a.yaml"), "1");
    Files.writeString(folder.resolve("b.yaml"), "1");
    Process started =
        new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process = started;
    Thread reader = new Thread(() -> read(started), "reader");
    reader.setDaemon(true);
    reader.start();
    awaitLine("has a.yaml=1 b.yaml=1");
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search"));
      command.addAll(List.of("--inh-caps", "-dac_override,-dac_read_search", "--"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Watching.class.getName(), folder.toString()));
    return command;
  }

  private void read(Process from) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(from.getInputStream(), UTF_8))) {
      lines.lines().forEach(told::add);
    } catch (IOException | UncheckedIOException ended) {
      told.add("ended: " + ended);
    }
  }

  @AfterEach
  void end() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().onExit().join();
    }
  }

  private void awaitLine(String part) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(told).anyMatch(line -> line.contains(part)));
  }

  private static void allow(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  @Test
  void fileLosesItsPermission_itsTextStaysAndOthersGoOn_andItIsReadWhenItIsBack()
      throws IOException {
    Path next = Files.writeString(folder.resolve(".next"), "2");
    allow(next, "---------");
    Files.move(next, folder.resolve("a.yaml"), StandardCopyOption.ATOMIC_MOVE);
    awaitLine("a.yaml: ");
    Files.writeString(folder.resolve("b.yaml"), "2");
    awaitLine("has a.yaml=1 b.yaml=2");

    allow(folder.resolve("a.yaml"), "rw-r--r--");

    awaitLine("has a.yaml=2 b.yaml=2");
    assertThat(told).noneMatch(line -> line.equals("has b.yaml=1") || line.equals("has b.yaml=2"));
  }

  @Test
  void folderLosesItsPermission_allStaysAndItIsReadWhenItIsBack() throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(folder.resolve("b.yaml").toFile(), "rw")) {
      allow(folder, "---------");
      awaitLine("fault ");
      open.writeBytes("2");

      allow(folder, "rwxr-xr-x");

      awaitLine("has a.yaml=1 b.yaml=2");
    } finally {
      allow(folder, "rwxr-xr-x"); // else it cannot be removed
    }
    assertThat(told).noneMatch(line -> line.equals("has"));
  }
}
