package dev.weir.envoy.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import dev.weir.envoy.FilterModule;
import dev.weir.envoy.FilterModule.Layer;
import dev.weir.envoy.settings.EnvoyConfig;
import dev.weir.envoy.xds.FakeEnvoy;
import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.rule.FlowRule;
import dev.weir.rule.RuleSet;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.filters.http.wasm.v3.Wasm;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Delivery with an Envoy that answers at once. */
class EcdsDeliveryTest {

  private static final String SLOT = "weir-http";
  private static final String IDLE = "set_metadata";

  private final EcdsDelivery delivery = new EcdsDelivery(defaults());
  private final FakeEnvoy envoy = new FakeEnvoy(delivery.slots(), "e");

  @Test
  void applied_envoyHasTheRulesAndStatusIsLive() throws Exception {
    connect();
    Attachment attachment = deliver("1");
    attachment.apply(rules(4));
    assertThat(configuration()).isEqualTo("1: revision 4");
    assertThat(attachment.status().live()).isTrue();
    assertThat(attachment.status().facts())
        .containsAllEntriesOf(
            Map.of("proxies", "1", "accepted", "1", "refused", "0", "revision", "4"));
  }

  @Test
  void leanBuild_isDeliveredWhileItSuffices() throws Exception {
    connect();
    FilterModule whole = module("1");
    byte[] few = {1, 2, 3};
    FilterModule.Lean lean = new FilterModule.Lean(few, rules -> rules.revision() != 5);
    FilterModule both = new FilterModule("http", "1", Layer.HTTP, "weir", whole.code(), lean);
    Attachment attachment = delivery.deliver(both, SLOT, rules -> "revision " + rules.revision());
    assertThat(code()).isEqualTo(few);
    attachment.apply(rules(4));
    assertThat(code()).isEqualTo(few);
    assertThat(attachment.status().facts()).containsEntry("module", "3 bytes");
    attachment.apply(rules(5));
    assertThat(code()).isEqualTo(whole.code());
    assertThat(attachment.status().facts()).containsEntry("module", whole.code().length + " bytes");
    attachment.apply(rules(6));
    assertThat(code()).isEqualTo(few);
  }

  @Test
  void refusedRules_formerAreSentAgainAndStay() throws Exception {
    connect();
    Attachment attachment = deliver("1");
    attachment.apply(rules(4));
    envoy.answering(
        resource -> configuration(resource).contains("revision 5") ? "bad" : FakeEnvoy.ACCEPT);
    assertThatThrownBy(() -> attachment.apply(rules(5)))
        .isInstanceOf(HookException.class)
        .hasMessageContaining("filter http 1 in slot weir-http")
        .hasMessageContaining("Envoy e: bad");
    assertThat(configuration()).isEqualTo("1: revision 4");
    assertThat(attachment.status().live()).isTrue();
    assertThat(attachment.status().facts()).containsEntry("revision", "4");
  }

  @Test
  void refusedFilter_slotIsIdleAsBefore() {
    connect();
    envoy.answering(resource -> isIdle(resource) ? FakeEnvoy.ACCEPT : "no wasm here");
    assertThatThrownBy(() -> deliver("1")).isInstanceOf(HookException.class);
    assertThat(isIdle(envoy.lastResource())).isTrue();
  }

  @Test
  void successor_takesOverTheRulesAsItWritesThem() throws Exception {
    connect();
    Attachment first = deliver("1");
    first.apply(rules(4));
    Attachment second = deliver("2");
    assertThat(configuration()).isEqualTo("2: revision 4");
    assertThat(first.status().live()).isFalse();
    assertThat(first.status().detail()).contains("version 2");
    assertThat(second.status().live()).isTrue();
  }

  @Test
  void refusedSuccessor_leavesThePredecessorInForce() throws Exception {
    connect();
    Attachment first = deliver("1");
    first.apply(rules(4));
    envoy.answering(resource -> configuration(resource).startsWith("2") ? "bad" : FakeEnvoy.ACCEPT);
    assertThatThrownBy(() -> deliver("2")).isInstanceOf(HookException.class);
    first.apply(rules(5));
    assertThat(configuration()).isEqualTo("1: revision 5");
    assertThat(first.status().live()).isTrue();
  }

  @Test
  void supersededIsDetached_successorStays() throws Exception {
    connect();
    Attachment first = deliver("1");
    Attachment second = deliver("2");
    first.detach();
    first.release();
    assertThat(configuration()).startsWith("2");
    assertThat(second.status().live()).isTrue();
    assertThatThrownBy(() -> first.apply(rules(9))).isInstanceOf(HookException.class);
  }

  @Test
  void detached_slotIsIdleAndAgainHasNoEffect() throws Exception {
    connect();
    Attachment attachment = deliver("1");
    attachment.detach();
    int sent = envoy.responses().size();
    attachment.detach();
    attachment.release();
    assertThat(isIdle(envoy.lastResource())).isTrue();
    assertThat(envoy.responses()).hasSize(sent);
    assertThat(attachment.status().live()).isFalse();
  }

  @Test
  void hookIsGone_statusAndDetachDoWithoutIt() throws Exception {
    connect();
    boolean[] gone = {false};
    Attachment attachment =
        delivery.deliver(
            module("1"),
            SLOT,
            rules -> {
              if (gone[0]) {
                throw new IllegalStateException("bundle is stopped");
              }
              return "{}";
            });
    gone[0] = true;
    assertThat(attachment.status().live()).isTrue();
    attachment.detach();
    assertThat(isIdle(envoy.lastResource())).isTrue();
  }

  @Test
  void rulesCannotBeWritten_nothingIsPublished() throws Exception {
    connect();
    Attachment attachment =
        delivery.deliver(
            module("1"),
            SLOT,
            rules -> {
              if (rules.revision() > 0) {
                throw new IllegalArgumentException("no such rule");
              }
              return "{}";
            });
    int sent = envoy.responses().size();
    assertThatThrownBy(() -> attachment.apply(rules(3)))
        .isInstanceOf(HookException.class)
        .hasMessageContaining("revision 3")
        .hasRootCauseMessage("no such rule");
    assertThat(envoy.responses()).hasSize(sent);
  }

  @Test
  void deliveredBeforeSettled_isHeldUntilItsRulesCome() throws Exception {
    envoy.answering(resource -> FakeEnvoy.ACCEPT);
    envoy.ask(SLOT);
    Attachment attachment = deliver("1");
    assertThat(envoy.responses()).isEmpty();
    assertThat(attachment.status().detail()).contains("held");
    attachment.apply(rules(2));
    assertThat(envoy.responses()).hasSize(1);
    assertThat(configuration()).isEqualTo("1: revision 2");
  }

  @Test
  void heldFilter_isPublishedOnceSettled() throws Exception {
    envoy.answering(resource -> FakeEnvoy.ACCEPT);
    envoy.ask(SLOT);
    Attachment attachment = deliver("1");
    delivery.slots().settle();
    assertThat(configuration()).isEqualTo("1: revision 0");
    assertThat(attachment.status().live()).isTrue();
  }

  @Test
  void noEnvoyConnected_statusSaysSo() throws Exception {
    Attachment attachment = deliver("1");
    attachment.apply(rules(1));
    assertThat(attachment.status().live()).isFalse();
    assertThat(attachment.status().detail()).contains("no Envoy is connected");
  }

  private byte[] code() throws InvalidProtocolBufferException {
    Wasm wasm = envoy.lastResource().getTypedConfig().unpack(Wasm.class);
    return wasm.getConfig().getVmConfig().getCode().getLocal().getInlineBytes().toByteArray();
  }

  private void connect() {
    delivery.slots().settle();
    envoy.answering(resource -> FakeEnvoy.ACCEPT);
    envoy.ask(SLOT);
  }

  private Attachment deliver(String version) throws HookException {
    return delivery.deliver(
        module(version), SLOT, rules -> version + ": revision " + rules.revision());
  }

  private String configuration() {
    return configuration(envoy.lastResource());
  }

  private static boolean isIdle(TypedExtensionConfig resource) {
    return resource.getTypedConfig().getTypeUrl().contains(IDLE);
  }

  private static String configuration(TypedExtensionConfig resource) {
    try {
      Wasm wasm = resource.getTypedConfig().unpack(Wasm.class);
      return wasm.getConfig().getConfiguration().unpack(StringValue.class).getValue();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(resource + " is no Wasm filter", e);
    }
  }

  private static RuleSet rules(long revision) {
    return new RuleSet(revision, List.of(FlowRule.perSecond("orders", "GET:/orders", 100)));
  }

  private static FilterModule module(String version) {
    byte[] code = ("code " + version).getBytes(StandardCharsets.US_ASCII);
    return new FilterModule("http", version, Layer.HTTP, "weir", code);
  }

  private static EnvoyConfig defaults() {
    return (EnvoyConfig)
        Proxy.newProxyInstance(
            EnvoyConfig.class.getClassLoader(),
            new Class<?>[] {EnvoyConfig.class},
            (proxy, method, arguments) -> method.getDefaultValue());
  }
}
