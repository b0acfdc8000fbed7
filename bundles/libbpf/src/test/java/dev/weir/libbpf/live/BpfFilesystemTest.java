package dev.weir.libbpf.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BpfFilesystemTest {

  @ParameterizedTest
  @CsvSource({
    "'bpf /sys/fs/bpf bpf rw 0 0', true",
    "'none /sys/fs/bpf bpf rw 0 0|tmpfs /sys/fs/bpf tmpfs rw 0 0', false",
    "'tmpfs /sys/fs/bpf tmpfs rw 0 0|none /sys/fs/bpf bpf rw 0 0', true",
    "'bpf /sys/fs/bpf/deeper bpf rw 0 0', false",
    "'sysfs /sys sysfs rw 0 0', false",
    "'cut /sys/fs/bpf', false",
    "'', false",
  })
  void mounted_isWhatWasMountedLast(String mounts, boolean mounted) {
    assertThat(BpfFilesystem.mounted(mounts.replace('|', '\n'), Path.of("/sys/fs/bpf")))
        .isEqualTo(mounted);
  }
}
