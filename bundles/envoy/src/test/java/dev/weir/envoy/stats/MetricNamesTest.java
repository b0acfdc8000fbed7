package dev.weir.envoy.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.envoy.stats.MetricNames.Subject;
import dev.weir.hook.SignalEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From metric to resource. */
class MetricNamesTest {

  @Test
  void filterCounters_areTheResources() {
    assertThat(subject("weir_GET_3a_2forders_pass"))
        .isEqualTo(new Subject("GET:/orders", SignalEvent.PASS));
    assertThat(subject("weir_GET_3a_2fa_5fpass_block"))
        .isEqualTo(new Subject("GET:/a_pass", SignalEvent.BLOCK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "weir_pass", "weir__pass", "weir_GET_pass_pass", "weir_a_3_pass", "weir_a_3A_pass",
        "weir_a_ff_pass", "weir_a_3a_wait", "weir_a_3a", "other_a_pass", "envoy_cluster_rq_total"
      })
  void otherMetrics_areNoSubject(String name) {
    assertThat(subject(name)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"198.18.0.1_10080,tcp:10080", "[__1]_80,tcp:80"})
  void listener_isItsPort(String address, String resource) {
    assertThat(MetricNames.subject(connections(address)))
        .isEqualTo(new Subject(resource, SignalEvent.PASS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_80", "edge", "edge_x", "127.0.0.1_123456", "127.0.0.1_"})
  void namedListener_isNoSubject(String address) {
    assertThat(MetricNames.subject(connections(address))).isNull();
  }

  @Test
  void encodedName_comesBack() {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      String name =
          random
              .ints(random.nextInt(1, 20), 1, 0x11000)
              .filter(c -> c < 0xd800 || c > 0xdfff)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      assertThat(MetricNames.decode(encode(name))).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "wasmcustom.weir.GET_3a_2forders.pass,true",
    "listener.127.0.0.1_19080.downstream_cx_total,true",
    "listener.[__1]_80.downstream_cx_total,true",
    "listener.127.0.0.1_19080.worker_0.downstream_cx_total,false",
    "listener.admin.downstream_cx_total,false",
    "cluster.upstream.upstream_rq_total,false"
  })
  void filterExpression_asksForWhatIsRead(String stat, boolean asked) {
    assertThat(Pattern.compile(MetricNames.FILTER).matcher(stat).find()).isEqualTo(asked);
  }

  private static String encode(String name) {
    StringBuilder text = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if ((b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z')) {
        text.append((char) b);
      } else {
        text.append(String.format("_%02x", b & 0xff));
      }
    }
    return text.toString();
  }

  private static @Nullable Subject subject(String name) {
    return MetricNames.subject(new Sample(name, Map.of(), 1));
  }

  private static Sample connections(String address) {
    return new Sample(
        "envoy_listener_downstream_cx_total", Map.of("envoy_listener_address", address), 1);
  }
}
