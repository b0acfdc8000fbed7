package dev.weir.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "198.18.0.0/15, 198.18.0.0/15",
    "198.18.0.2, 198.18.0.2/32",
    "0.0.0.0/0, 0.0.0.0/0",
    "2001:db8::/32, 2001:db8::/32",
    "2001:0DB8:0:0:0:0:0:1, 2001:db8::1/128",
    "::/0, ::/0",
    "::1, ::1/128",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3/128",
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7/128",
    "fe80::, fe80::/128",
  })
  void parse_ofABlock_isWrittenInItsShortForm(String text, String written) {
    assertThat(Cidr.parse(text)).hasToString(written).isEqualTo(Cidr.parse(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.-4",
        "1.2.3.4/",
        "1.2.3.4/33",
        "1.2.3.4/+8",
        "1..3.4",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "g::",
        "::/129",
        "::1.2.3.4",
        "fe80::1%eth0",
        "1:",
        "١.2.3.4",
        "host"
      })
  void parse_ofWhatIsNone_isRefusedByName(String text) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOfSatisfying(
            InvalidRuleException.class, e -> assertThat(e.field()).isEqualTo("cidr"));
  }

  @ParameterizedTest
  @CsvSource({
    "198.18.0.2/24, 198.18.0.0/24",
    "2001:db8::1/32, 2001:db8::/32",
    "2001:db8::ff00/121, 2001:db8::ff00/121"
  })
  void parse_withBitsBehindThePrefix_saysWhatIsMeant(String text, String meant) {
    if (text.equals(meant)) {
      assertThat(Cidr.parse(text)).hasToString(meant);
    } else {
      assertThatThrownBy(() -> Cidr.parse(text))
          .hasMessage("cidr must have no bits behind its prefix; did you mean " + meant + "?");
    }
  }

  @Test
  void toString_ofAnyIpv6Address_isReadBackByThePlatform() throws Exception {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      long high = random.nextLong() & sparse(random);
      long low = random.nextLong() & sparse(random);
      Cidr cidr = new Cidr(true, high, low, 128);
      String address = cidr.toString().substring(0, cidr.toString().indexOf('/'));
      ByteBuffer expected = ByteBuffer.allocate(16).putLong(high).putLong(low);

      // The platform turns ::ffff:0:0/96 into IPv4.
      if (high != 0) {
        assertThat(InetAddress.getByName(address).getAddress()).isEqualTo(expected.array());
      }
      assertThat(Cidr.parse(address)).isEqualTo(cidr);
    }
  }

  @Test
  void contains_isByThePrefixAlone() {
    Cidr block = Cidr.parse("2001:db8:0:1::/64");

    assertThat(block.contains(true, 0x20010db800000001L, -1)).isTrue();
    assertThat(block.contains(true, 0x20010db800000002L, 0)).isFalse();
    assertThat(block.contains(false, 0x20010db800000001L, 0)).isFalse();
    assertThat(Cidr.parse("0.0.0.0/0").contains(false, -1L << 32, 0)).isTrue();
    assertThat(Cidr.parse("10.0.0.0/9").contains(false, 0x0a80L << 48, 0)).isFalse();
  }

  /** Whole groups of zeroes, so that there is something to shorten. */
  private static long sparse(Random random) {
    long mask = 0;
    for (int group = 0; group < 4; group++) {
      mask = mask << 16 | (random.nextInt(3) == 0 ? 0 : 0xffff);
    }
    return mask;
  }
}
