package dev.weir.wasm.limits.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.rule.Fallback;
import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.RuleSet;
import dev.weir.rule.TrafficRule;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SliceJsonTest {

  private static JsonNode parse(String text) throws JsonProcessingException {
    return new JsonMapper().readTree(text);
  }

  @Test
  void rule_isRenderedAsTheFilterReadsIt() {
    Fallback fallback = new Fallback(503, List.of(new Fallback.Header("X", "foo")), "a\n");
    FlowRule with =
        FlowRule.direct("a", "GET:/a", 0.5, 2000, Policy.of(LimitMode.GLOBAL, fallback));
    FlowRule without = FlowRule.perSecond("b", "GET:/b", 100);
    assertThat(SliceJson.render(new RuleSet(7, List.of(with, without))))
        .isEqualTo(
            "{\"revision\":7,\"rules\":[{\"id\":\"a\",\"resource\":\"GET:/a\",\"threshold\":0.5,"
                + "\"statIntervalInMs\":2000,\"global\":1,\"fallback\":{\"status\":503,\"headers\":"
                + "[{\"key\":\"X\",\"value\":\"foo\"}],\"body\":\"a\\n\"}},"
                + "{\"id\":\"b\",\"resource\":\"GET:/b\",\"threshold\":100.0,"
                + "\"statIntervalInMs\":1000}]}");
  }

  @Test
  void emptySet_isRenderedToo() {
    assertThat(SliceJson.render(RuleSet.EMPTY)).isEqualTo("{\"revision\":0,\"rules\":[]}");
  }

  @Test
  void rulesOfOtherKinds_areLeftOut() {
    TrafficRule traffic =
        new TrafficRule(
            "t",
            TrafficRule.Protocol.TCP,
            80,
            TrafficRule.Metric.PACKETS,
            TrafficRule.Per.ALL,
            1,
            1000,
            1);
    assertThat(SliceJson.render(new RuleSet(2, List.of(traffic))))
        .isEqualTo("{\"revision\":2,\"rules\":[]}");
  }

  @Test
  void anyText_isReadBackByAnotherParser() throws JsonProcessingException {
    Random random = new Random(5);
    for (int round = 0; round < 500; round++) {
      String body = text(random);
      FlowRule rule =
          FlowRule.direct(
              "a",
              "GET:/",
              random.nextDouble() * Math.pow(10, random.nextInt(18)),
              1 + random.nextInt(1000),
              Policy.of(LimitMode.LOCAL, new Fallback(429, List.of(), body)));
      JsonNode node = parse(SliceJson.render(new RuleSet(1, List.of(rule)))).at("/rules/0");
      assertThat(node.at("/fallback/body").asText()).isEqualTo(body);
      assertThat(node.at("/threshold").asDouble()).isEqualTo(rule.threshold());
      assertThat(node.at("/statIntervalInMs").asInt()).isEqualTo(rule.statIntervalInMs());
    }
  }

  @Test
  void loneSurrogate_becomesTheReplacementCharacter() throws JsonProcessingException {
    FlowRule rule =
        FlowRule.direct(
            "a",
            "GET:/",
            1,
            1000,
            Policy.of(
                LimitMode.LOCAL, new Fallback(429, List.of(), "\ud800x\udc00\ud83d\ude00\ud83d")));
    JsonNode node = parse(SliceJson.render(new RuleSet(1, List.of(rule))));
    assertThat(node.at("/rules/0/fallback/body").asText())
        .isEqualTo("\ufffdx\ufffd\ud83d\ude00\ufffd");
  }

  /** Control characters, quotes, Latin, CJK, and beyond the basic plane. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int[] ranges = {0x20, 0x80, 0x800, 0xd000, 0x10ffff - 0x10000};
    for (int i = random.nextInt(40); i > 0; i--) {
      int range = random.nextInt(ranges.length);
      int point = random.nextInt(ranges[range]) + (range == 4 ? 0x10000 : 0);
      text.appendCodePoint(point);
    }
    return text.toString();
  }
}
