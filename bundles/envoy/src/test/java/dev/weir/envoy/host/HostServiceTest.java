package dev.weir.envoy.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import dev.weir.hook.host.Figures;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class HostServiceTest {

  @Test
  void message_isFourFieldsOf64Bits() throws IOException {
    CodedInputStream in =
        CodedInputStream.newInstance(HostService.message(new Figures(0, 0.5, -1), 7, null));
    assertThat(in.readTag()).isEqualTo(1 << 3 | 1);
    assertThat(in.readDouble()).isZero();
    assertThat(in.readTag()).isEqualTo(2 << 3 | 1);
    assertThat(in.readDouble()).isEqualTo(0.5);
    assertThat(in.readTag()).isEqualTo(3 << 3 | 1);
    assertThat(in.readSFixed64()).isEqualTo(-1);
    assertThat(in.readTag()).isEqualTo(4 << 3 | 1);
    assertThat(in.readSFixed64()).isEqualTo(7);
    assertThat(in.isAtEnd()).isTrue();
  }

  @Test
  void shares_areATableOrTheVersionThatHoldsOn() throws IOException {
    byte[] table = {1, 2, 3};
    Shares shares = new Shares(8, table);
    CodedInputStream told = behindFigures(shares);
    assertThat(told.readTag()).isEqualTo(5 << 3 | 2);
    assertThat(told.readByteArray()).isEqualTo(table);
    assertThat(told.isAtEnd()).isTrue();
    CodedInputStream same = behindFigures(shares.hold());
    assertThat(same.readTag()).isEqualTo(6 << 3 | 1);
    assertThat(same.readSFixed64()).isEqualTo(8);
    assertThat(same.isAtEnd()).isTrue();
  }

  private static CodedInputStream behindFigures(Shares shares) throws IOException {
    CodedInputStream in =
        CodedInputStream.newInstance(HostService.message(new Figures(0, 0, 0), 7, shares));
    in.skipRawBytes(4 * 9);
    return in;
  }
}
