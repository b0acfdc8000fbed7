package dev.weir.wasm.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.rule.FlowRule;
import dev.weir.rule.Rule;
import dev.weir.wasm.sdk.abi.ArrayMemory;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LimitTableTest {

  private final ArrayMemory memory = new ArrayMemory(1 << 20);
  private int top = 8;

  private Slice text(String text) {
    int length = Utf8.write(memory, top, text);
    Slice slice = new Slice(top, length);
    top += length + 3;
    return slice;
  }

  private LimitTable table(Iterable<String> resources) {
    List<Limit> limits = new ArrayList<>();
    for (String resource : resources) {
      List<Rule> rules = List.of(FlowRule.perSecond("a", resource, 1));
      limits.add(
          new Limit(
              new Limit.Keys(resource, text(resource), 0),
              rules,
              List.of(),
              LimitTableTest::unmade));
    }
    return LimitTable.of(memory, 1 << 19, limits.toArray(new Limit[0]));
  }

  private static LimitState unmade(Limit limit, @Nullable LimitState before) {
    throw new IllegalStateException("a table asks for no state, was asked for " + limit.name());
  }

  private @Nullable String find(LimitTable table, String method, String path) {
    Limit limit = table.find(memory, text(method), text(path));
    return limit == null ? null : limit.name();
  }

  @Test
  void wholeName_isComparedToo() {
    LimitTable table = table(List.of("p.S/M", "p.S/Other"));
    assertThat(table.find(memory, text("p.S/M"))).isNotNull();
    assertThat(table.find(memory, text("p.S/"))).isNull();
    assertThat(table.find(memory, text(""))).isNull();
    assertThat(table.find(memory, text("p.S/Other and much more"))).isNull();
    assertThat(LimitTable.empty().size()).isZero();
  }

  @Test
  void methodAndPath_areCompared() {
    LimitTable table = table(List.of("GET:/orders", "POST:/orders", "GET:/"));
    assertThat(find(table, "GET", "/orders")).isEqualTo("GET:/orders");
    assertThat(find(table, "POST", "/orders")).isEqualTo("POST:/orders");
    assertThat(find(table, "PUT", "/orders")).isNull();
    assertThat(find(table, "get", "/orders")).isNull();
    assertThat(find(table, "GET", "/order")).isNull();
    assertThat(find(table, "GET", "/orders/")).isNull();
    assertThat(find(table, "GET", "/")).isEqualTo("GET:/");
  }

  @Test
  void query_isCutOffAtTheFirstQuestionMark() {
    LimitTable table = table(List.of("GET:/orders"));
    assertThat(find(table, "GET", "/orders?")).isEqualTo("GET:/orders");
    assertThat(find(table, "GET", "/orders?a=?b")).isEqualTo("GET:/orders");
    assertThat(find(table, "GET", "?/orders")).isNull();
  }

  @Test
  void borderBetweenMethodAndPath_isTheColon() {
    LimitTable table = table(List.of("GET:/a"));
    assertThat(find(table, "GET:", "/a")).isNull();
    assertThat(find(table, "GE", "T:/a")).isNull();
    assertThat(find(table, "", "GET:/a")).isNull();
    assertThat(find(table, "GET:/a", "")).isNull();
  }

  @Test
  void emptyTable_findsNothing() {
    assertThat(find(table(List.of()), "GET", "/")).isNull();
  }

  @Test
  void manyResources_areFoundAsInASet() {
    Random random = new Random(11);
    Set<String> resources = new HashSet<>();
    for (int i = 0; i < 3_000; i++) {
      resources.add("GET:/" + Integer.toString(random.nextInt(10_000), 36));
    }
    LimitTable table = table(resources);
    assertThat(table.size()).isEqualTo(resources.size());
    int start = top;
    for (int i = 0; i < 10_000; i++) {
      top = start;
      String path = "/" + Integer.toString(i, 36);
      String resource = "GET:" + path;
      assertThat(find(table, "GET", path))
          .isEqualTo(resources.contains(resource) ? resource : null);
    }
  }
}
