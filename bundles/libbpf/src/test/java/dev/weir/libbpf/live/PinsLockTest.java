package dev.weir.libbpf.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.hook.HookException;
import dev.weir.testbed.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinsLockTest {

  private static final Path PINS = Path.of("/sys/fs/bpf/weir");

  @TempDir Path folder;

  @Test
  void anotherProcessHoldsIt_refusedByName_untilItIsKilled() throws Exception {
    PinsLock lock = new PinsLock(PINS, folder);
    try (ChildJvm daemon = ChildJvm.start(Daemon.class, folder.toString())) {
      String pid = Files.readString(folder.resolve("%2fsys%2ffs%2fbpf%2fweir.lock"));
      assertThatThrownBy(lock::hold)
          .isInstanceOf(HookException.class)
          .hasMessage(
              "another daemon, process "
                  + pid
                  + ", has /sys/fs/bpf/weir: end it, or give this one other pins in"
                  + " etc/dev.weir.libbpf.cfg");

      daemon.kill();

      assertThatCode(lock::hold).doesNotThrowAnyException();
    }
    assertThat(folder.resolve("%2fsys%2ffs%2fbpf%2fweir.lock"))
        .hasContent(Long.toString(ProcessHandle.current().pid()));
  }

  @Test
  void heldByThisProcess_isHeld() throws Exception {
    new PinsLock(PINS, folder).hold();

    assertThatCode(new PinsLock(PINS, folder)::hold).doesNotThrowAnyException();
  }

  @Test
  void released_isFreeForAnotherProcess() throws Exception {
    PinsLock lock = new PinsLock(PINS, folder);
    lock.hold();
    lock.release();

    try (ChildJvm daemon = ChildJvm.start(Daemon.class, folder.toString())) {
      assertThatThrownBy(lock::hold).isInstanceOf(HookException.class);
      daemon.kill();
    }
  }

  @Test
  void folderCannotBeWritten_goesOnWithout() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatCode(new PinsLock(PINS, file.resolve("below"))::hold).doesNotThrowAnyException();
  }

  /** Holds the lock until killed. */
  static final class Daemon {

    private Daemon() {}

    public static void main(String[] arguments) throws Exception {
      new PinsLock(PINS, Path.of(arguments[0])).hold();
      ChildJvm.awaitKill();
    }
  }
}
