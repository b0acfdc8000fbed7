package dev.weir.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Errors of the file system as the user reads them. */
final class FaultsTest {

  private static final Path PATH = Path.of("rules", "a.yaml");

  @Test
  void deniedPermission_saysWhatToDo() {
    assertThat(Faults.of(PATH, new AccessDeniedException("rules/a.yaml")))
        .isEqualTo("rules/a.yaml: permission denied: let the user that Weir runs as read it");
  }

  @Test
  void reasonOfTheSystem_isRepeated() {
    assertThat(Faults.of(PATH, new FileSystemException("rules/a.yaml", null, "Stale file handle")))
        .isEqualTo("rules/a.yaml: cannot be read: Stale file handle");
  }

  @Test
  void errorWithoutMessage_isNamedByItsClass() {
    assertThat(Faults.of(PATH, new IOException())).endsWith("cannot be read: java.io.IOException");
  }
}
