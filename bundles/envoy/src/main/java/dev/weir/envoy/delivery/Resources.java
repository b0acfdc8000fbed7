package dev.weir.envoy.delivery;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import dev.weir.envoy.FilterModule;
import dev.weir.envoy.FilterModule.Layer;
import io.envoyproxy.envoy.config.core.v3.AsyncDataSource;
import io.envoyproxy.envoy.config.core.v3.BackoffStrategy;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.filters.http.set_metadata.v3.Config;
import io.envoyproxy.envoy.extensions.filters.http.wasm.v3.Wasm;
import io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC;
import io.envoyproxy.envoy.extensions.wasm.v3.FailurePolicy;
import io.envoyproxy.envoy.extensions.wasm.v3.PluginConfig;
import io.envoyproxy.envoy.extensions.wasm.v3.ReloadConfig;
import io.envoyproxy.envoy.extensions.wasm.v3.VmConfig;

/** What is put into a slot: a Wasm filter, or one that does nothing. */
final class Resources {

  /**
   * How long a worker whose VM has trapped answers 503 before the next request gets a fresh VM, in
   * nanoseconds; Envoy's default of a second is long for a filter that every request passes.
   */
  private static final int RELOAD_BACKOFF_NANOS = 100_000_000;

  private static final String RUNTIME = "envoy.wasm.runtime.v8";

  private Resources() {}

  /**
   * The filter with its configuration. Code and {@code vmId} make the VM; the configuration is the
   * plugin's, not the VM's: where only it changes, VM and memory stay.
   */
  static TypedExtensionConfig wasm(FilterModule filter, String slot, String configuration) {
    PluginConfig plugin =
        PluginConfig.newBuilder()
            .setName(filter.name())
            .setRootId(filter.name())
            .setVmConfig(vm(filter))
            .setConfiguration(Any.pack(StringValue.of(configuration)))
            .setFailurePolicy(FailurePolicy.FAIL_RELOAD)
            .setReloadConfig(
                ReloadConfig.newBuilder()
                    .setBackoff(
                        BackoffStrategy.newBuilder()
                            .setBaseInterval(Duration.newBuilder().setNanos(RELOAD_BACKOFF_NANOS))))
            .build();
    return named(
        slot,
        switch (filter.layer()) {
          case HTTP -> Wasm.newBuilder().setConfig(plugin).build();
          case NETWORK ->
              io.envoyproxy.envoy.extensions.filters.network.wasm.v3.Wasm.newBuilder()
                  .setConfig(plugin)
                  .build();
        });
  }

  /**
   * A filter that does nothing. Envoy refuses an empty answer and keeps what it has, so a filter is
   * taken out by putting this in its place.
   */
  static TypedExtensionConfig idle(String slot, Layer layer) {
    return named(
        slot,
        switch (layer) {
          case HTTP -> Config.getDefaultInstance();
          case NETWORK -> RBAC.newBuilder().setStatPrefix("weir_idle").build();
        });
  }

  private static VmConfig vm(FilterModule filter) {
    return VmConfig.newBuilder()
        .setVmId(filter.vmId())
        .setRuntime(RUNTIME)
        .setCode(
            AsyncDataSource.newBuilder()
                .setLocal(
                    DataSource.newBuilder().setInlineBytes(ByteString.copyFrom(filter.code()))))
        .build();
  }

  private static TypedExtensionConfig named(String slot, Message config) {
    return TypedExtensionConfig.newBuilder().setName(slot).setTypedConfig(Any.pack(config)).build();
  }
}
