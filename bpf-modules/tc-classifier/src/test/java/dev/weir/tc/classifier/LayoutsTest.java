package dev.weir.tc.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.libbpf.btf.Btf;
import dev.weir.libbpf.btf.ElfObject;
import org.junit.jupiter.api.Test;

class LayoutsTest {

  private final Btf btf =
      Btf.read(ElfObject.read(TcClassifier.object()).section(".BTF").orElseThrow());

  LayoutsTest() throws Exception {}

  @Test
  void rule_isAsCompiled() throws Exception {
    Btf.Struct rule = btf.struct("rule");
    Btf.Struct limit = btf.struct("gcra");

    assertThat(rule.size()).isEqualTo(Layouts.RULE);
    assertThat(rule.offset("limit") + limit.offset("cost")).isEqualTo(Layouts.RULE_COST);
    assertThat(rule.offset("limit") + limit.offset("burst")).isEqualTo(Layouts.RULE_BURST);
    assertThat(rule.offset("limit") + limit.offset("horizon")).isEqualTo(Layouts.RULE_HORIZON);
    assertThat(rule.offset("digest")).isEqualTo(Layouts.RULE_DIGEST);
    assertThat(rule.offset("first_set")).isEqualTo(Layouts.RULE_FIRST_SET);
    assertThat(rule.offset("set_mask")).isEqualTo(Layouts.RULE_SET_MASK);
    assertThat(rule.offset("port")).isEqualTo(Layouts.RULE_PORT);
    assertThat(rule.offset("protocol")).isEqualTo(Layouts.RULE_PROTOCOL);
    assertThat(rule.offset("metric")).isEqualTo(Layouts.RULE_METRIC);
    assertThat(rule.offset("per")).isEqualTo(Layouts.RULE_PER);
    assertThat(rule.offset("clock")).isEqualTo(Layouts.RULE_CLOCK);
    assertThat(rule.offset("shift")).isEqualTo(Layouts.RULE_SHIFT);
    assertThat(rule.offset("used")).isEqualTo(Layouts.RULE_USED);
  }

  @Test
  void bank_isAsCompiled() throws Exception {
    Btf.Struct bank = btf.struct("bank");

    assertThat(bank.size()).isEqualTo(Layouts.BANK);
    assertThat(bank.offset("port")).isEqualTo(Layouts.BANK_PORTS);
    assertThat(bank.offset("rule")).isEqualTo(Layouts.BANK_RULES);
  }

  @Test
  void control_isAsCompiled() throws Exception {
    Btf.Struct control = btf.struct("control");

    assertThat(control.size()).isEqualTo(Layouts.CONTROL);
    assertThat(control.offset("seed")).isEqualTo(Layouts.CONTROL_SEED);
    assertThat(control.offset("active")).isEqualTo(Layouts.CONTROL_ACTIVE);
  }

  @Test
  void bucketSetAndRuleCount_areAsCompiled() throws Exception {
    Btf.Struct count = btf.struct("rule_count");

    assertThat(btf.struct("bucket_set").size()).isEqualTo(Layouts.BUCKET_SET);
    assertThat(count.size()).isEqualTo(Layouts.RULE_COUNT);
    assertThat(count.offset("pass")).isEqualTo(Layouts.COUNT_PASS);
    assertThat(count.offset("block")).isEqualTo(Layouts.COUNT_BLOCK);
    assertThat(count.offset("inherited")).isEqualTo(Layouts.COUNT_INHERITED);
  }
}
