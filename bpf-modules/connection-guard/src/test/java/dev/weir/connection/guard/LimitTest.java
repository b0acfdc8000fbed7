package dev.weir.connection.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weir.rule.FlowRule;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.Metric;
import dev.weir.rule.HotspotRule.Param;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LimitTest {

  @Test
  void isolation_ofAPort_isALimitOfItsPlace() throws Exception {
    assertThat(Limit.of(port("tcp:8080", 7)))
        .isEqualTo(new Limit("tcp:8080", 8080, 7, false, false));
    assertThat(Limit.of(port("out:tcp:443", 7)))
        .isEqualTo(new Limit("out:tcp:443", 65_536 + 443, 7, false, false));
  }

  @Test
  void hotspot_byTheOtherEnd_isALimitOfEachPeer() throws Exception {
    assertThat(Limit.of(peers("tcp:8080", "source.address", 2)))
        .isEqualTo(new Limit("tcp:8080", 8080, 2, true, false));
    assertThat(Limit.of(peers("out:tcp:443", "destination.address", 2)).perPeer()).isTrue();
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        arguments(FlowRule.perSecond("f", "tcp:80", 1), "it is a FlowRule"),
        arguments(port("/orders", 1), "its resource is no TCP port (tcp:8080, out:tcp:443)"),
        arguments(port("tcp:65536", 1), "its resource is no TCP port (tcp:8080, out:tcp:443)"),
        arguments(port("udp:53", 1), "its resource is no TCP port (tcp:8080, out:tcp:443)"),
        arguments(port("tcp:80", 1L << 31), "its threshold is above 2147483647"),
        arguments(peers("tcp:80", "user", 1), "its paramKey is no source.address"),
        arguments(
            peers("out:tcp:80", "source.address", 1), "its paramKey is no destination.address"),
        arguments(
            new IsolationRule("i", "tcp:.*", true, 1, Policy.DEFAULT),
            "its resource is a pattern, a port is wanted (tcp:8080)"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("unfit")
  void rule_thatIsNotOfConnections_isUnfit(Rule rule, String reason) {
    assertThatThrownBy(() -> Limit.of(rule))
        .isInstanceOfSatisfying(Unfit.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void limits_ofOnePlace_areTheLowestOfEachKind() throws Exception {
    PlaceLimit both =
        PlaceLimit.NONE
            .and(Limit.of(port("tcp:80", 9)))
            .and(Limit.of(peers("tcp:80", "source.address", 3)))
            .and(Limit.of(port("tcp:80", 5)))
            .and(Limit.of(port("tcp:80", 6)));

    assertThat(both).isEqualTo(new PlaceLimit(3L << 32 | 5, 0x101));
  }

  static IsolationRule port(String resource, long most) {
    return new IsolationRule(resource + most, resource, false, most, Policy.DEFAULT);
  }

  static HotspotRule peers(String resource, String key, long most) {
    return new HotspotRule(
        "peers" + resource,
        resource,
        new Param(0, key),
        new Metric.Concurrency(),
        most,
        0,
        List.of(),
        Policy.DEFAULT);
  }
}
