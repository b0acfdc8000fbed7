package dev.weir.libbpf.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinDirectoryTest {

  @Test
  void map_isBelowHookAndInterface() {
    PinDirectory pins = new PinDirectory(Path.of("/sys/fs/bpf/weir"), "xdp-counter", "weir0");

    assertThat(pins.map("shared"))
        .isEqualTo(Path.of("/sys/fs/bpf/weir/xdp-counter/weir0/maps/shared"));
    assertThat(pins.link()).isEqualTo(Path.of("/sys/fs/bpf/weir/xdp-counter/weir0/link"));
  }

  @ParameterizedTest
  @CsvSource({"eth0.100, eth0%2e100", "a%2eb, a%252eb", "eth0, eth0"})
  void encoded_hasNoDotsAndStaysDistinct(String device, String encoded) {
    assertThat(PinDirectory.encoded(device)).isEqualTo(encoded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sys/fs/bpf",
        "/sys/fs/bpf/",
        "/tmp/weir",
        "/sys/fs/bpf/../weir",
        "/sys/fs/bpf/a.b"
      })
  void pins_outsideBpffs_areRefused(String pins) {
    Path path = Path.of(pins);

    assertThatThrownBy(() -> new LibbpfKernel(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("pins must be a directory below /sys/fs/bpf");
  }
}
