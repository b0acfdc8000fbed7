package dev.weir.xdp.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:0:0:0:0:1, 2001:db8::1",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "1:0:0:0:0:0:0:0, 1::",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "fe80:0:0:0:ABCD:0:0:12, fe80::abcd:0:0:12",
  })
  void ipv6_ofAnyAddress_isRfc5952(String literal, String expected) throws Exception {
    assertThat(Addresses.ipv6(InetAddress.getByName(literal).getAddress())).isEqualTo(expected);
  }

  @Test
  void ipv4_ofHighBytes_isUnsigned() {
    assertThat(Addresses.ipv4(new byte[] {(byte) 198, 18, 0, (byte) 255}))
        .isEqualTo("198.18.0.255");
  }
}
