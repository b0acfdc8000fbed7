package dev.weir.story.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobTest {

  private static final Target TO = new Target("198.18.0.1", 8080, "198.18.0.2");

  static Stream<Job> jobs() {
    return Stream.of(
        new HttpBurst(TO, "/orders", "X-Limit", 16, 137, 3),
        new HttpLoad(TO, "/orders", 4, 400, 60),
        new HttpProbe(TO, "/orders", "X-Limit", "first", 30),
        new TcpConnects(TO, 35),
        new UdpFlood(TO, 0, 60_000, 32, 900));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void jobOnTheCommandLine_isTheJobThatWasMeant(Job job) {
    assertThat(Wire.read(Wire.line(job), Job.class)).isEqualTo(job);
  }

  @Test
  void unknownJob_isRefusedWithItsText() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wire.read("{\"job\":\"dance\"}", Job.class))
        .withMessageContaining("dance");
  }

  @Test
  void result_comesBackAsItWas() {
    HttpBurst.Result result =
        new HttpBurst.Result(
            List.of(
                new HttpBurst.Burst(
                    10_505,
                    40,
                    true,
                    List.of(new Answer.Counted(new Answer(429, "a", "b\n"), 37)))));
    assertThat(Wire.read(Wire.line(result), HttpBurst.Result.class)).isEqualTo(result);
  }
}
