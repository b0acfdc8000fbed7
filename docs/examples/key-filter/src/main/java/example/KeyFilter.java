package example;

import dev.weir.wasm.sdk.HeaderMap;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.context.RequestHeadersContext;
import dev.weir.wasm.sdk.dispatch.RequestHeaders;
import dev.weir.wasm.sdk.dispatch.Vm;
import dev.weir.wasm.sdk.type.Action;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.MetricType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/** Answers 401 to requests without the header {@code x-api-key}, and counts them. */
public final class KeyFilter implements RequestHeadersContext {

  private final Host host;
  private final HeaderMap headers;
  private final Slice name;
  private final Slice value = new Slice();
  private final LocalResponse refusal;
  private int refused;

  private KeyFilter(Host host) {
    this.host = host;
    headers = host.headers(MapType.REQUEST_HEADERS);
    name = host.constant("x-api-key");
    refusal =
        new LocalResponse(
            401, host.constant("no_key"), host.constant("x-api-key is missing\n"), new Slice());
  }

  /** Runs once when a VM starts; only logging is allowed here. */
  public static void main(String[] arguments) {
    Host host = Host.proxy();
    KeyFilter filter = new KeyFilter(host);
    Vm.run(host, (plugin, size) -> filter.onConfigure());
    RequestHeaders.to(filter); // what is named here is exported; nothing else is
  }

  private boolean onConfigure() {
    refused = host.metrics().define(MetricType.COUNTER, "key_filter.refused");
    return true; // false would refuse the configuration
  }

  @Override
  public int onRequestHeaders(int stream, int count, boolean endOfStream) {
    if (headers.get(name, value) == Status.OK && value.length() > 0) {
      return Action.CONTINUE;
    }
    host.metrics().increment(refused, 1);
    host.streams().respond(refusal);
    return Action.PAUSE;
  }
}
