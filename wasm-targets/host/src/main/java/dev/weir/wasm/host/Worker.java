package dev.weir.wasm.host;

import dev.weir.wasm.sdk.type.BufferType;
import dev.weir.wasm.sdk.type.MapType;
import java.nio.charset.StandardCharsets;

/**
 * A filter in one worker of a {@link MockProxy}: the proxy's side of the ABI, calling what the
 * guest exports in the order in which Envoy does.
 */
public final class Worker {

  /** Id of the plugin's context. */
  public static final int PLUGIN = 1;

  private final Guest guest;
  private final MockHostCalls calls;
  private int lastContext = PLUGIN;

  /** A guest that has started, and the functions that it calls. */
  public Worker(Guest guest, MockHostCalls calls) {
    this.guest = guest;
    this.calls = calls;
    calls.state().scopes.put(PLUGIN, new Scope());
    optional(PLUGIN, "proxy_on_context_create", PLUGIN, 0);
  }

  /** What the VM is started with; whether it can be used. */
  public boolean start(String configuration) {
    byte[] bytes = configuration.getBytes(StandardCharsets.UTF_8);
    plugin().buffers.put(BufferType.VM_CONFIGURATION, bytes);
    boolean taken =
        !guest.exports("proxy_on_vm_start")
            || call(PLUGIN, "proxy_on_vm_start", 0, bytes.length) != 0;
    plugin().buffers.remove(BufferType.VM_CONFIGURATION);
    return taken;
  }

  /** Gives the filter bytes for a configuration; whether it takes them. */
  public boolean configure(byte[] configuration) {
    plugin().buffers.put(BufferType.PLUGIN_CONFIGURATION, configuration.clone());
    boolean taken = call(PLUGIN, "proxy_on_configure", PLUGIN, configuration.length) != 0;
    plugin().buffers.remove(BufferType.PLUGIN_CONFIGURATION);
    return taken;
  }

  /** Gives the filter a configuration; whether it takes it. */
  public boolean configure(String configuration) {
    return configure(configuration.getBytes(StandardCharsets.UTF_8));
  }

  /** A request without a body, to its end. */
  public Answer request(Request request) {
    Exchange exchange = open(request, true);
    Answer answer = exchange.answer();
    exchange.finish();
    return answer;
  }

  /** A request begins. */
  public Exchange open(Request request, boolean endOfStream) {
    Exchange exchange = new Exchange(this, newStream());
    exchange.requestHeaders(request, endOfStream);
    return exchange;
  }

  /** A request begins of which more is known: what the properties of its client are. */
  public Exchange openFrom(String address, Request request) {
    Exchange exchange = new Exchange(this, newStream());
    exchange.property("source.address", address);
    exchange.requestHeaders(request, true);
    return exchange;
  }

  /** A client connects. */
  public Connection connect(String sourceAddress) {
    Connection connection = new Connection(this, newStream());
    connection.open(sourceAddress);
    return connection;
  }

  /** A client connects to a port. */
  public Connection connect(String sourceAddress, int port) {
    Connection connection = new Connection(this, newStream());
    connection.port(port);
    connection.open(sourceAddress);
    return connection;
  }

  /** The period of ticks has passed. */
  public void tick() {
    optional(PLUGIN, "proxy_on_tick", PLUGIN);
  }

  /** An item was added to a queue of the filter's. */
  public void queueReady(int queue) {
    optional(PLUGIN, "proxy_on_queue_ready", PLUGIN, queue);
  }

  /** Something calls the filter by a function of this proxy alone. */
  public void foreignFunction(int function, byte[] argument) {
    plugin().buffers.put(BufferType.FOREIGN_FUNCTION_ARGUMENTS, argument);
    optional(PLUGIN, "proxy_on_foreign_function", PLUGIN, function, argument.length);
    plugin().buffers.remove(BufferType.FOREIGN_FUNCTION_ARGUMENTS);
  }

  /** An HTTP call of the filter's is answered. */
  public void httpAnswer(int call, Request headers, byte[] body, Request trailers) {
    forget(call);
    plugin().maps.put(MapType.HTTP_CALL_RESPONSE_HEADERS, headers.headers());
    plugin().maps.put(MapType.HTTP_CALL_RESPONSE_TRAILERS, trailers.headers());
    plugin().buffers.put(BufferType.HTTP_CALL_RESPONSE_BODY, body);
    int headerCount = headers.headers().size();
    int trailerCount = trailers.headers().size();
    optional(
        PLUGIN,
        "proxy_on_http_call_response",
        PLUGIN,
        call,
        headerCount,
        body.length,
        trailerCount);
    clear();
  }

  /** A gRPC call of the filter's gets metadata, before or after the messages. */
  public void grpcMetadata(int call, boolean trailing, Request metadata) {
    int type = trailing ? MapType.GRPC_CALL_TRAILING_METADATA : MapType.GRPC_CALL_INITIAL_METADATA;
    plugin().maps.put(type, metadata.headers());
    String callback =
        trailing
            ? "proxy_on_grpc_receive_trailing_metadata"
            : "proxy_on_grpc_receive_initial_metadata";
    optional(PLUGIN, callback, PLUGIN, call, metadata.headers().size());
    clear();
  }

  /**
   * A gRPC call of the filter's is answered, or a stream gets a message. An answer ends the call,
   * as in Envoy: no close follows it.
   */
  public void grpcMessage(int call, byte[] message) {
    calls.state().callouts.removeIf(open -> open.id() == call && !open.stream());
    plugin().buffers.put(BufferType.GRPC_CALL_MESSAGE, message);
    optional(PLUGIN, "proxy_on_grpc_receive", PLUGIN, call, message.length);
    clear();
  }

  /** A gRPC stream of the filter's ends, or a call without an answer. */
  public void grpcClose(int call, int status, String message) {
    forget(call);
    plugin().callStatus = status;
    plugin().callMessage = message;
    optional(PLUGIN, "proxy_on_grpc_close", PLUGIN, call, status);
  }

  /** The functions that the filter calls, and what is known of its calls. */
  public MockHostCalls host() {
    return calls;
  }

  /** How many calls of the host the filter has made, without logging. */
  public int calls() {
    return calls.calls();
  }

  /** Calls a callback whatever its order or its arguments: what no sane proxy does. */
  public int raw(String callback, int... arguments) {
    return optional(arguments.length == 0 ? PLUGIN : arguments[0], callback, arguments);
  }

  /** The guest that is called. */
  public Guest guest() {
    return guest;
  }

  Scope scope(int context) {
    Scope scope = calls.state().scopes.get(context);
    if (scope == null) {
      throw new IllegalStateException("context " + context + " is gone");
    }
    return scope;
  }

  void delete(int context) {
    calls.state().scopes.remove(context);
  }

  /** Calls a callback if the guest has it; 0 when it has not. */
  int optional(int context, String callback, int... arguments) {
    return guest.exports(callback) ? call(context, callback, arguments) : 0;
  }

  private int call(int context, String callback, int... arguments) {
    calls.state().enter(context);
    return guest.call(callback, arguments);
  }

  private int newStream() {
    lastContext++;
    calls.state().scopes.put(lastContext, new Scope());
    optional(lastContext, "proxy_on_context_create", lastContext, PLUGIN);
    return lastContext;
  }

  private Scope plugin() {
    return scope(PLUGIN);
  }

  private void clear() {
    plugin().maps.clear();
    plugin().buffers.clear();
  }

  private void forget(int call) {
    if (!calls.state().callouts.removeIf(open -> open.id() == call)) {
      throw new IllegalStateException("call " + call + " was never begun, or has ended");
    }
  }
}
