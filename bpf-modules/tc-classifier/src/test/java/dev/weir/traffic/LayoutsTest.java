package dev.weir.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.libbpf.btf.Btf;
import dev.weir.libbpf.btf.ElfObject;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The layouts of Java, as the compiled program has them. */
class LayoutsTest {

  private final Btf btf;

  LayoutsTest() throws Exception {
    try (InputStream object = LayoutsTest.class.getResourceAsStream("/tc_classifier.bpf.o")) {
      byte[] bytes = Objects.requireNonNull(object).readAllBytes();
      btf = Btf.read(ElfObject.read(bytes).section(".BTF").orElseThrow());
    }
  }

  @Test
  void rule_isAsCompiled() throws Exception {
    Btf.Struct rule = btf.struct("rule");
    Btf.Struct limit = btf.struct("gcra");

    assertThat(rule.size()).isEqualTo(Layouts.RULE);
    assertThat(rule.offset("limit") + limit.offset("cost")).isEqualTo(Layouts.RULE_COST);
    assertThat(rule.offset("limit") + limit.offset("burst")).isEqualTo(Layouts.RULE_BURST);
    assertThat(rule.offset("limit") + limit.offset("horizon")).isEqualTo(Layouts.RULE_HORIZON);
    assertThat(rule.offset("mask")).isEqualTo(Layouts.RULE_MASK);
    assertThat(rule.offset("mask4")).isEqualTo(Layouts.RULE_MASK4);
    assertThat(rule.offset("first_set")).isEqualTo(Layouts.RULE_FIRST_SET);
    assertThat(rule.offset("set_mask")).isEqualTo(Layouts.RULE_SET_MASK);
    assertThat(rule.offset("mark")).isEqualTo(Layouts.RULE_MARK);
    assertThat(rule.offset("slot")).isEqualTo(Layouts.RULE_SLOT);
    assertThat(rule.offset("metric")).isEqualTo(Layouts.RULE_METRIC);
    assertThat(rule.offset("key")).isEqualTo(Layouts.RULE_KEY);
    assertThat(rule.offset("clock")).isEqualTo(Layouts.RULE_CLOCK);
    assertThat(rule.offset("shift")).isEqualTo(Layouts.RULE_SHIFT);
    assertThat(rule.offset("action")).isEqualTo(Layouts.RULE_ACTION);
    assertThat(rule.offset("overflow")).isEqualTo(Layouts.RULE_OVERFLOW);
  }

  @Test
  void identity_isAsCompiled() throws Exception {
    Btf.Struct identity = btf.struct("identity");

    assertThat(identity.size()).isEqualTo(Layouts.IDENTITY);
    assertThat(identity.offset("digest")).isEqualTo(Layouts.IDENTITY_DIGEST);
    assertThat(identity.offset("protocol")).isEqualTo(Layouts.IDENTITY_PROTOCOL);
    assertThat(identity.offset("first_port")).isEqualTo(Layouts.IDENTITY_FIRST_PORT);
    assertThat(identity.offset("last_port")).isEqualTo(Layouts.IDENTITY_LAST_PORT);
    assertThat(identity.offset("outgoing")).isEqualTo(Layouts.IDENTITY_OUTGOING);
    assertThat(identity.offset("used")).isEqualTo(Layouts.IDENTITY_USED);
  }

  @Test
  void bank_isAsCompiled() throws Exception {
    Btf.Struct bank = btf.struct("bank");

    assertThat(bank.size()).isEqualTo(Layouts.BANK);
    assertThat(bank.offset("port")).isEqualTo(Layouts.BANK_PORTS);
    assertThat(bank.offset("root")).isEqualTo(Layouts.BANK_ROOTS);
    assertThat(bank.offset("ports_summary")).isEqualTo(Layouts.BANK_PORTS_SUMMARY);
    assertThat(bank.offset("address_summary")).isEqualTo(Layouts.BANK_ADDRESS_SUMMARY);
    assertThat(bank.offset("ports")).isEqualTo(Layouts.BANK_PORT_CLASSES);
    assertThat(bank.offset("addresses")).isEqualTo(Layouts.BANK_ADDRESS_CLASSES);
    assertThat(bank.offset("rule")).isEqualTo(Layouts.BANK_RULES);
    assertThat(bank.offset("identity")).isEqualTo(Layouts.BANK_IDENTITIES);
    assertThat(btf.struct("class").size()).isEqualTo(Layouts.CLASS);
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
    assertThat(count.offset("crowded")).isEqualTo(Layouts.COUNT_CROWDED);
  }
}
