package dev.weir.envoy.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.StringValue;
import dev.weir.envoy.FilterModule;
import dev.weir.envoy.FilterModule.Layer;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.filters.http.wasm.v3.Wasm;
import io.envoyproxy.envoy.extensions.wasm.v3.FailurePolicy;
import io.envoyproxy.envoy.extensions.wasm.v3.PluginConfig;
import org.junit.jupiter.api.Test;

/** The messages that Envoy reads. */
class ResourcesTest {

  private static final byte[] CODE = {0, 'a', 's', 'm', 1, 0, 0, 0};

  @Test
  void httpFilter_rulesAreThePluginsAndCodeIsInline() throws Exception {
    FilterModule filter = new FilterModule("http", "1", Layer.HTTP, "weir", CODE);
    TypedExtensionConfig resource = Resources.wasm(filter, "slot", "{\"rules\":[]}");
    PluginConfig plugin = resource.getTypedConfig().unpack(Wasm.class).getConfig();
    assertThat(resource.getName()).isEqualTo("slot");
    assertThat(plugin.getName()).isEqualTo("http");
    assertThat(plugin.getRootId()).isEqualTo("http");
    assertThat(plugin.getConfiguration().unpack(StringValue.class).getValue())
        .isEqualTo("{\"rules\":[]}");
    assertThat(plugin.getVmConfig().getVmId()).isEqualTo("weir");
    assertThat(plugin.getVmConfig().getRuntime()).isEqualTo("envoy.wasm.runtime.v8");
    assertThat(plugin.getVmConfig().hasConfiguration()).as("it would make a new VM").isFalse();
    assertThat(plugin.getVmConfig().getCode().getLocal().getInlineBytes().toByteArray())
        .isEqualTo(CODE);
  }

  @Test
  void trappedVm_isReloadedAfterATenthOfASecond() throws Exception {
    FilterModule filter = new FilterModule("http", "1", Layer.HTTP, "weir", CODE);
    PluginConfig plugin =
        Resources.wasm(filter, "slot", "").getTypedConfig().unpack(Wasm.class).getConfig();
    assertThat(plugin.getFailurePolicy()).isEqualTo(FailurePolicy.FAIL_RELOAD);
    assertThat(plugin.getReloadConfig().getBackoff().getBaseInterval())
        .isEqualTo(Duration.newBuilder().setNanos(100_000_000).build());
  }

  @Test
  void networkFilter_hasTheTypesOfNetworkFilters() {
    FilterModule filter = new FilterModule("tcp", "1", Layer.NETWORK, "weir", CODE);
    assertThat(Resources.wasm(filter, "slot", "").getTypedConfig().getTypeUrl())
        .isEqualTo("type.googleapis.com/envoy.extensions.filters.network.wasm.v3.Wasm");
    assertThat(Resources.idle("slot", Layer.NETWORK).getTypedConfig().getTypeUrl())
        .isEqualTo("type.googleapis.com/envoy.extensions.filters.network.rbac.v3.RBAC");
  }
}
