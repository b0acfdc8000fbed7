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
        CodedInputStream.newInstance(HostService.message(new Figures(0, 0.5, -1), 7));
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
}
