package dev.weir.bench.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;

class ProgramRunTest {

  @Test
  void verdictAndTime_areRead() throws Exception {
    assertThat(ProgramRun.parse("Return value: 2, duration (average): 29ns\n"))
        .isEqualTo(new ProgramRun(2, 29));
  }

  @Test
  void negativeVerdict_isRead() throws Exception {
    assertThat(ProgramRun.parse("Return value: 4294967295, duration (average): 33ns").verdict())
        .isEqualTo(-1);
  }

  @Test
  void complaint_isInTheFailure() {
    assertThatIOException()
        .isThrownBy(() -> ProgramRun.parse("Error: get by id (7): No such file or directory"))
        .withMessageContaining("get by id (7)");
  }
}
