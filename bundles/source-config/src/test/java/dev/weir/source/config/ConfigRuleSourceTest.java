package dev.weir.source.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.rule.FlowRule;
import dev.weir.rule.LimitMode;
import dev.weir.rule.Policy;
import dev.weir.rule.Rule;
import dev.weir.rule.TrafficRule;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;

/** Configurations come, change and go; what the format makes of them. */
final class ConfigRuleSourceTest {

  private static final String PID = ConfigRuleSource.PID;

  private final MemoryConfigs configs = new MemoryConfigs();
  private final Heard heard = new Heard();
  private final ConfigRuleSource source = new ConfigRuleSource(configs.admin());

  private void put(String pid, Map<String, ?> properties) {
    configs.put(pid, properties);
    tell(pid, ConfigurationEvent.CM_UPDATED);
  }

  private void tell(String pid, int type) {
    boolean factory = pid.startsWith(PID + "~");
    source.configurationEvent(new ConfigurationEvent(admin(), type, factory ? PID : null, pid));
  }

  @SuppressWarnings("unchecked")
  private static ServiceReference<ConfigurationAdmin> admin() {
    return (ServiceReference<ConfigurationAdmin>)
        Proxy.newProxyInstance(
            ConfigRuleSourceTest.class.getClassLoader(),
            new Class<?>[] {ServiceReference.class},
            (proxy, method, arguments) -> null);
  }

  private static FlowRule flow(String id, String resource, double threshold, int interval) {
    return FlowRule.direct(id, resource, threshold, interval, Policy.DEFAULT);
  }

  @Test
  void noConfiguration_isDeliveredOnceAsNothing() {
    source.open(heard);

    assertThat(heard.deliveries()).isEqualTo(1);
    assertThat(heard.rules()).isEmpty();
  }

  @Test
  void configurationBeforeOpen_isInTheFirstDelivery() {
    configs.put(PID, Map.of("flow.orders", "GET:/orders 100/1s"));

    source.open(heard);

    assertThat(heard.deliveries()).isEqualTo(1);
    assertThat(heard.rules()).containsExactly(flow("config/orders", "GET:/orders", 100, 1000));
  }

  @Test
  void updateAndDelete_areDeliveredAtOnce() {
    source.open(heard);

    put(PID, Map.of("flow.orders", "GET:/orders 100/1s"));
    put(PID, Map.of("flow.orders", "GET:/orders 200/500ms"));
    assertThat(heard.rules()).containsExactly(flow("config/orders", "GET:/orders", 200, 500));

    configs.delete(PID);
    tell(PID, ConfigurationEvent.CM_DELETED);
    assertThat(heard.rules()).isEmpty();
  }

  @Test
  void factoryInstance_hasItsNameInTheId() {
    source.open(heard);

    put(PID + "~shop", Map.of("flow.orders", "GET:/orders 100/s"));
    put(PID, Map.of("flow.orders", "GET:/orders 50/s"));

    assertThat(heard.rules())
        .extracting(Rule::id)
        .containsExactly("config/orders", "config/shop.orders");
  }

  @Test
  void trafficShortForm_isATrafficRule() {
    source.open(heard);

    put(PID, Map.of("traffic.web", "tcp:8080 connections per source 10/1s burst 20"));

    assertThat(heard.rules())
        .containsExactly(
            new TrafficRule(
                "config/web",
                TrafficRule.Protocol.TCP,
                8080,
                TrafficRule.Metric.CONNECTIONS,
                TrafficRule.Per.SOURCE,
                10,
                1000,
                20));
  }

  @Test
  void trafficWithoutPer_isForAll() {
    source.open(heard);

    put(PID, Map.of("traffic.dns", "udp:53 packets 1000/s"));

    assertThat(heard.rules())
        .first()
        .isInstanceOfSatisfying(
            TrafficRule.class, rule -> assertThat(rule.per()).isEqualTo(TrafficRule.Per.ALL));
  }

  @Test
  void flowWithFields_carriesThem() {
    source.open(heard);

    put(
        PID,
        Map.of("flow.a", "GET:/a 0.5/1m id=default/rule/limit/GET:/a limitMode=GlobalToLocal"));

    assertThat(heard.rules())
        .containsExactly(
            FlowRule.direct(
                "default/rule/limit/GET:/a",
                "GET:/a",
                0.5,
                60_000,
                Policy.of(LimitMode.GLOBAL_TO_LOCAL, null)));
  }

  @Test
  void yamlKeys_areReadAsFilesAre() {
    source.open(heard);
    String yaml =
        """
        apiVersion: weir.dev/v1alpha1
        kind: FlowRule
        metadata: {name: %s}
        spec: {resource: "GET:/%1$s", threshold: 1}
        """;

    put(PID, Map.of("yaml", yaml.formatted("a"), "more.yaml", yaml.formatted("b")));

    assertThat(heard.rules()).extracting(Rule::id).containsExactly("default/b", "default/a");
  }

  @Test
  void foreignKeyAndType_areToldByNameAndTheRestIsDelivered() {
    source.open(heard);

    put(PID, Map.of("flwo.a", "GET:/a 1/s", "flow.b", 5, "flow.c", "GET:/c 1/s"));

    assertThat(heard.faults())
        .containsExactly(
            "dev.weir.rules/flow.b: must be text, was Integer; dev.weir.rules/flwo.a: is no rule:"
                + " use flow.NAME, traffic.NAME, yaml or NAME.yaml as the key");
    assertThat(heard.rules()).extracting(Rule::id).containsExactly("config/c");
  }

  @Test
  void housekeepingEvent_deliversNothingNew() {
    source.open(heard);
    put(PID, Map.of("flow.orders", "GET:/orders 100/1s"));
    int before = heard.deliveries();

    tell(PID, ConfigurationEvent.CM_UPDATED);
    tell("dev.weir.other", ConfigurationEvent.CM_UPDATED);

    assertThat(heard.deliveries()).isEqualTo(before);
  }

  @Test
  void brokenStore_isUnreachable() {
    source.open(heard);
    configs.breakStore();

    tell(PID, ConfigurationEvent.CM_UPDATED);

    assertThat(heard.deliveries()).isEqualTo(1);
    assertThat(heard.faults())
        .containsExactly("Config Admin cannot list dev.weir.rules: the store is gone");
  }

  @Test
  void closed_deliversNoMore() {
    source.open(heard);
    source.close();

    put(PID, Map.of("flow.orders", "GET:/orders 100/1s"));

    assertThat(heard.deliveries()).isEqualTo(1);
  }

  @Test
  void openedTwice_isRefused() {
    source.open(heard);

    assertThatThrownBy(() -> source.open(heard)).hasMessageContaining("open already");
  }
}
