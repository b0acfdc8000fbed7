package dev.weir.source.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.hook.Document;
import dev.weir.rule.ControlBehavior;
import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A word that is wrong is told by the format, in the field it was meant for. */
final class ShortFormTest {

  private static final String FLOW = "dev.weir.rules/flow.a: ";
  private static final String TRAFFIC = "dev.weir.rules/traffic.a: ";

  private static String problems(String key, String line) {
    Heard heard = new Heard();
    String text = ShortForm.of(key).orElseThrow().write("", line);
    heard.deliver(List.of(new Document("dev.weir.rules/" + key, text)));
    return String.join("\n", heard.problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET:/a 100/1x | spec.statDuration: must be a duration",
        "GET:/a 100/0s | was the text \"0s\"",
        "GET:/a 100/ | spec.statDuration: must be a duration",
        "GET:/a ten/1s | spec.threshold: must be a finite number, 0 or more, was the text \"ten\"",
        "GET:/a -1/1s | spec.threshold: must be a finite number, 0 or more, was the number -1",
        "GET:/a | spec.threshold: is missing",
        "GET:/a 100 | spec.threshold: is missing",
        "GET:/a 1/s 2/s | threshold: is there twice, first in line 1: remove one",
        "GET:/a 1/s limitmode=Local | spec.limitmode: is no field here; did you mean limitMode?",
        "GET:/a 1/s fast | spec.fast: is no field here",
        "GET:/a 1/s limitMode=Lokal | must be one of Local, Global, GlobalToLocal, was \"Lokal\"; did you mean Local?",
        "GET:/a 1/s fallbackAction=none | names no HttpRequestFallbackAction of namespace config: \"none\"",
      })
  void wrongFlowLine_namesKeyAndField(String line, String expected) {
    assertThat(problems("flow.a", line)).startsWith(FLOW).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tpc:80 packets 1/s | spec.protocol: must be one of TCP, UDP, ICMP, ICMPv6, Any, was \"TPC\"; did you mean TCP?",
        "tcp:http packets 1/s | spec.port: must be a port from 1 to 65535",
        "tcp:80 packets from here 1/s | spec.source: must be an address block",
        "tcp:80 packets per source/x 1/s | spec.ipv4Prefix: must be a whole number",
        "icmp:8 packets 1/s | spec.port: needs protocol TCP or UDP",
        "tcp:80 1/s | spec.metric: is missing",
        "tcp:80 packets per sauce 1/s | must be one of All, Source, SourcePrefix, Flow, was \"Sauce\"; did you mean Source?",
        "tcp:80 packets per | spec.per: must be one of All, Source, SourcePrefix, Flow, was \"per\"",
        "tcp:80 packets 1/s burts 5 | spec.burts: is no field here; did you mean burst?",
        "tcp:80 packets 1/s burst x | spec.burst: must be a whole number",
        "udp:53 connections 1/s | spec.metric: Connections needs protocol TCP",
      })
  void wrongTrafficLine_namesKeyAndField(String line, String expected) {
    assertThat(problems("traffic.a", line)).startsWith(TRAFFIC).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({"flow.a", "traffic.a"})
  void emptyLine_isRefused(String key) {
    assertThat(problems(key, "  ")).contains("is missing: give");
  }

  @ParameterizedTest
  @CsvSource({"flow.,name", "flow.a/b,name", "flow.a b,name"})
  void wrongName_isRefused(String key, String field) {
    assertThat(problems(key, "GET:/a 1/s")).contains("metadata." + field + ": must");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "udp:8000-8099 bytes from 198.18.0.0/15 to 198.51.100.1 per source/20 9/1s action=Mark mark=16"
            + " | udp:8000-8099",
        "icmpv6 packets per flow 5/s action=Shadow | icmpv6",
        "any bytes 5/s direction=Egress | out:ip:*",
        "47 packets 5/s overflow=Admit | ip47",
      })
  void trafficLineWithEveryWord_namesItsPackets(String line, String resource) {
    Heard heard = new Heard();
    String text = ShortForm.of("traffic.a").orElseThrow().write("", line);
    heard.deliver(List.of(new Document("a", text)));

    assertThat(heard.rules()).extracting(Rule::resource).containsExactly(resource);
  }

  @Test
  void flowLineWithNumbersAndTruths_carriesThem() {
    Heard heard = new Heard();
    String line =
        "GET:/.* 5/s regex=true shadow=true controlBehavior=Throttling maxQueueingTimeMs=7";
    heard.deliver(List.of(new Document("a", ShortForm.of("flow.a").orElseThrow().write("", line))));

    assertThat(heard.rules())
        .singleElement()
        .isInstanceOfSatisfying(
            FlowRule.class,
            rule -> {
              assertThat(rule.regex()).isTrue();
              assertThat(rule.policy().shadow()).isTrue();
              assertThat(rule.controlBehavior()).isEqualTo(new ControlBehavior.Throttling(7));
            });
  }
}
