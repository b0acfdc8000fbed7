package dev.weir.xdp.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePrefixTest {

  @ParameterizedTest
  @CsvSource({
    "32, 255.255.255.255",
    "24, 255.255.255.0",
    "20, 255.255.240.0",
    "1, 128.0.0.0",
  })
  void mask_ofIpv4_liesInMemoryInNetworkOrder(int bits, String mask) throws Exception {
    long setting = new SourcePrefix(bits, 64).settings().getOrDefault("mask4", 0L);
    ByteBuffer memory = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());

    assertThat(memory.putInt((int) setting).array())
        .isEqualTo(InetAddress.getByName(mask).getAddress());
  }

  @ParameterizedTest
  @CsvSource({
    "128, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "64, ffff:ffff:ffff:ffff::",
    "56, ffff:ffff:ffff:ff00::",
    "72, ffff:ffff:ffff:ffff:ff00::",
    "1, 8000::",
  })
  void mask_ofIpv6_liesInMemoryInNetworkOrder(int bits, String mask) throws Exception {
    var settings = new SourcePrefix(24, bits).settings();
    ByteBuffer memory = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    memory
        .putLong(settings.getOrDefault("mask6_first", 0L))
        .putLong(settings.getOrDefault("mask6_last", 0L));

    assertThat(memory.array()).isEqualTo(InetAddress.getByName(mask).getAddress());
  }

  @Test
  void prefix_outOfBounds_isRefused() {
    assertThatThrownBy(() -> new SourcePrefix(0, 64)).hasMessage("prefix4 must be 1 to 32, was 0");
    assertThatThrownBy(() -> new SourcePrefix(24, 129))
        .hasMessage("prefix6 must be 1 to 128, was 129");
  }
}
