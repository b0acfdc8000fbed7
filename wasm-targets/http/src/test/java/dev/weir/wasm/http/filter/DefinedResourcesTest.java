package dev.weir.wasm.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.Cidr;
import dev.weir.rule.CircuitBreakerRule;
import dev.weir.rule.FlowRule;
import dev.weir.rule.HttpResource;
import dev.weir.rule.IsolationRule;
import dev.weir.rule.Policy;
import dev.weir.rule.RequestMatch;
import dev.weir.rule.RequestMatch.Comparison;
import dev.weir.rule.RequestMatch.Condition;
import dev.weir.rule.RequestMatch.Part;
import dev.weir.rule.Rule;
import dev.weir.rule.RuleSet;
import dev.weir.wasm.host.Exchange;
import dev.weir.wasm.host.MockProxy;
import dev.weir.wasm.host.Request;
import dev.weir.wasm.host.Worker;
import dev.weir.wasm.limits.hook.SliceJson;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resources that are defined by what requests have. */
final class DefinedResourcesTest {

  private static final String NAME = "http:some";

  private final MockProxy proxy = new MockProxy();
  private final Worker vm = JvmVm.start(proxy);

  private void configure(Rule... rules) {
    String text = SliceJson.render(new RuleSet(1, List.of(rules)));
    assertThat(vm.configure(text)).as("%s", proxy.log()).isTrue();
  }

  private static HttpResource defined(String name, Condition... conditions) {
    return new HttpResource(
        "define " + name + Arrays.hashCode(conditions),
        name,
        List.of(new RequestMatch(List.of(conditions))));
  }

  private static Condition text(Part part, String name, Comparison comparison, String text) {
    return new Condition(part, name, new RequestMatch.Test.Text(comparison, text));
  }

  private static Condition header(String name, String exact) {
    return text(Part.HEADER, name, Comparison.EXACT, exact);
  }

  private static FlowRule limit(String resource, double threshold) {
    return FlowRule.direct("limit " + resource, resource, threshold, 60_000, Policy.DEFAULT);
  }

  private boolean passes(Request request) {
    return vm.request(request).passed();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "PATH;;EXACT;/orders;true",
        "PATH;;EXACT;/order;false",
        "PATH;;PREFIX;/ord;true",
        "PATH;;PREFIX;/orders/;false",
        "PATH;;SUFFIX;ders;true",
        "PATH;;REGEX;^/o[a-z]+$;true",
        "PATH;;REGEX;^/o$;false",
        "HOST;;EXACT;shop.example;true",
        "HOST;;SUFFIX;.example;true",
        "HOST;;EXACT;shop.example:8080;false",
        "HEADER;x-user;EXACT;gold;true",
        "HEADER;x-user;EXACT;golden;false",
        "HEADER;x-user;PREFIX;go;true",
        "HEADER;x-user;REGEX;^(gold|silver)$;true",
        "HEADER;x-other;PREFIX;g;false",
        "QUERY_PARAMETER;tier;EXACT;1;true",
        "QUERY_PARAMETER;page;EXACT;22;true",
        "QUERY_PARAMETER;page;EXACT;2;false",
        "QUERY_PARAMETER;ier;EXACT;1;false",
        "COOKIE;session;EXACT;abc;true",
        "COOKIE;other;EXACT;x;true",
        "COOKIE;session;EXACT;ab;false",
      })
  void text_isComparedWithItsPart(
      Part part, String name, Comparison comparison, String text, boolean meets) {
    configure(
        limit(NAME, 0), defined(NAME, text(part, name == null ? "" : name, comparison, text)));
    Request request =
        Request.of("GET", "/orders?tier=1&page=22")
            .with(":authority", "Shop.Example:8080")
            .with("x-user", "gold")
            .with("cookie", "session=abc; other=x");
    assertThat(passes(request)).isEqualTo(!meets);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7:4000, 192.0.2.0/24, true",
    "192.0.3.7:4000, 192.0.2.0/24, false",
    "192.0.2.7:4000, 0.0.0.0/0, true",
    "192.0.2.7:4000, ::/0, false",
    "[2001:db8::7]:4000, 2001:db8::/32, true",
    "[2001:db8:0:1::7]:4000, 2001:db8::/64, false",
    "[2001:db8::ffff:7]:4000, 2001:db8::ffff:0/112, true",
    "[::ffff:192.0.2.7]:4000, 192.0.2.7/32, true",
    "[::1]:4000, ::1/128, true",
    "[1:2:3:4:5:6:7:8]:4000, 1:2:3:4:5:6:7:8/128, true",
    "/run/socket, 0.0.0.0/0, false",
    "1.2.3.256:1, 0.0.0.0/0, false",
  })
  void client_isInABlock(String address, String block, boolean meets) {
    Condition client =
        new Condition(Part.CLIENT, "", new RequestMatch.Test.Within(List.of(Cidr.parse(block))));
    configure(limit(NAME, 0), defined(NAME, client));
    Exchange exchange = vm.openFrom(address, Request.of("GET", "/"));
    assertThat(exchange.answer().passed()).isEqualTo(!meets);
  }

  @Test
  void methodsAndPresence_areAskedFor() {
    configure(
        limit(NAME, 0),
        defined(
            NAME,
            new Condition(Part.METHOD, "", new RequestMatch.Test.OneOf(List.of("GET", "HEAD"))),
            new Condition(Part.HEADER, "x-a", new RequestMatch.Test.Present(true)),
            new Condition(Part.HEADER, "x-b", new RequestMatch.Test.Present(false))));
    assertThat(passes(Request.of("HEAD", "/").with("x-a", ""))).isFalse();
    assertThat(passes(Request.of("POST", "/").with("x-a", ""))).isTrue();
    assertThat(passes(Request.of("GET", "/"))).isTrue();
    assertThat(passes(Request.of("GET", "/").with("x-a", "").with("x-b", "1"))).isTrue();
  }

  @Test
  void severalMatchesAndDefinitionsOfOneName_addToEachOther() {
    HttpResource either =
        new HttpResource(
            "either",
            NAME,
            List.of(
                new RequestMatch(List.of(header("x", "1"))),
                new RequestMatch(List.of(header("x", "2")))));
    configure(either, limit(NAME, 2), defined(NAME, header("x", "3")));
    for (String value : List.of("1", "2")) {
      assertThat(passes(Request.of("GET", "/" + value).with("x", value))).isTrue();
    }
    for (String value : List.of("1", "2", "3")) {
      assertThat(passes(Request.of("GET", "/").with("x", value))).isFalse();
    }
    assertThat(passes(Request.of("GET", "/").with("x", "4"))).isTrue();
  }

  @Test
  void request_isOfItsNameAndOfEveryDefinitionThatMatches() {
    configure(
        limit("GET:/a", 9),
        limit("http:x", 2),
        limit("http:y", 1),
        defined("http:x", header("x", "1")),
        defined("http:y", header("y", "1")));
    Request both = Request.of("GET", "/a").with("x", "1").with("y", "1");
    assertThat(passes(both)).isTrue();
    assertThat(passes(both)).isFalse();
    assertThat(passes(Request.of("GET", "/a").with("x", "1"))).isFalse();
    for (int i = 0; i < 6; i++) {
      assertThat(passes(Request.of("GET", "/a"))).isTrue();
    }
    assertThat(passes(Request.of("GET", "/a"))).isFalse();
    assertThat(proxy.metrics().values())
        .containsEntry("weir.http_3ax.pass", 2L)
        .containsEntry("weir.http_3ax.block", 1L)
        .containsEntry("weir.http_3ay.pass", 1L)
        .containsEntry("weir.http_3ay.block", 1L);
  }

  @Test
  void definitionWithoutRules_countsNothing() {
    configure(limit("GET:/a", 1), defined("http:x", header("x", "1")));
    assertThat(passes(Request.of("GET", "/b").with("x", "1"))).isTrue();
    assertThat(proxy.metrics().values()).isEmpty();
  }

  @Test
  void pattern_isForDefinedNamesToo() {
    FlowRule pattern =
        new FlowRule(
            "p",
            "^http:",
            true,
            limit("a", 1).tokenCalculation(),
            limit("a", 1).controlBehavior(),
            1,
            60_000,
            limit("a", 1).window(),
            null,
            Policy.DEFAULT);
    configure(pattern, defined("http:x", header("x", "1")), defined("http:y", header("y", "1")));
    assertThat(passes(Request.of("GET", "/a").with("x", "1"))).isTrue();
    assertThat(passes(Request.of("GET", "/a").with("y", "1"))).isTrue();
    assertThat(passes(Request.of("GET", "/a").with("y", "1"))).isFalse();
  }

  @Test
  void concurrency_isGivenBackInAllResources() {
    configure(
        new IsolationRule("i", "GET:/a", false, 2, Policy.DEFAULT),
        new IsolationRule("j", "http:x", false, 1, Policy.DEFAULT),
        defined("http:x", header("x", "1")));
    Request request = Request.of("GET", "/a").with("x", "1");
    for (int round = 0; round < 3; round++) {
      Exchange first = vm.open(request, true);
      assertThat(first.answer().passed()).isTrue();
      for (int i = 0; i < 5; i++) {
        Exchange refused = vm.open(request, true);
        assertThat(refused.answer().passed()).isFalse();
        refused.finish();
      }
      Exchange plain = vm.open(Request.of("GET", "/a"), true);
      assertThat(plain.answer().passed()).isTrue();
      assertThat(passes(Request.of("GET", "/a"))).isFalse();
      plain.finish();
      first.finish();
    }
  }

  @Test
  void probeIsBlockedInAnotherResource_breakerStaysOpen() {
    FlowRule closed = limit("http:x", 0);
    CircuitBreakerRule breaker =
        new CircuitBreakerRule(
            "b",
            "GET:/a",
            new CircuitBreakerRule.Strategy.ErrorCount(1),
            1,
            new CircuitBreakerRule.StatWindow(1_000, 1),
            new CircuitBreakerRule.Recovery(1_000, 0),
            Policy.DEFAULT);
    configure(breaker, closed, defined("http:x", header("x", "1")));
    Request plain = Request.of("GET", "/a");
    vm.open(plain, true).responseHeaders(Request.response(503), true).finish();
    assertThat(passes(plain)).as("open").isFalse();

    proxy.setMillis(proxy.millis() + 1_000);
    assertThat(passes(plain.with("x", "1"))).as("the probe, which never got there").isFalse();
    Exchange probe = vm.open(Request.of("GET", "/a"), true);
    assertThat(probe.answer().passed()).as("the next probe").isTrue();
    assertThat(passes(Request.of("GET", "/a"))).as("beside the probe").isFalse();
    probe.responseHeaders(Request.response(200), true).finish();
    assertThat(passes(Request.of("GET", "/a"))).isTrue();
  }
}
