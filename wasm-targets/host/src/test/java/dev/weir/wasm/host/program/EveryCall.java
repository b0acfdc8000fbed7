package dev.weir.wasm.host.program;

import dev.weir.wasm.sdk.GrpcMethod;
import dev.weir.wasm.sdk.HeaderMap;
import dev.weir.wasm.sdk.HeaderPairs;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.HttpRequest;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.Metrics;
import dev.weir.wasm.sdk.SharedQueues;
import dev.weir.wasm.sdk.dispatch.ContextCreate;
import dev.weir.wasm.sdk.dispatch.Delete;
import dev.weir.wasm.sdk.dispatch.Done;
import dev.weir.wasm.sdk.dispatch.DownstreamClose;
import dev.weir.wasm.sdk.dispatch.DownstreamData;
import dev.weir.wasm.sdk.dispatch.ForeignFunction;
import dev.weir.wasm.sdk.dispatch.GrpcClose;
import dev.weir.wasm.sdk.dispatch.GrpcInitialMetadata;
import dev.weir.wasm.sdk.dispatch.GrpcMessage;
import dev.weir.wasm.sdk.dispatch.GrpcTrailingMetadata;
import dev.weir.wasm.sdk.dispatch.HttpCallResponse;
import dev.weir.wasm.sdk.dispatch.Log;
import dev.weir.wasm.sdk.dispatch.NewConnection;
import dev.weir.wasm.sdk.dispatch.QueueReady;
import dev.weir.wasm.sdk.dispatch.RequestBody;
import dev.weir.wasm.sdk.dispatch.RequestHeaders;
import dev.weir.wasm.sdk.dispatch.RequestTrailers;
import dev.weir.wasm.sdk.dispatch.ResponseBody;
import dev.weir.wasm.sdk.dispatch.ResponseHeaders;
import dev.weir.wasm.sdk.dispatch.ResponseTrailers;
import dev.weir.wasm.sdk.dispatch.Tick;
import dev.weir.wasm.sdk.dispatch.UpstreamClose;
import dev.weir.wasm.sdk.dispatch.UpstreamData;
import dev.weir.wasm.sdk.dispatch.Vm;
import dev.weir.wasm.sdk.dispatch.VmStart;
import dev.weir.wasm.sdk.type.Action;
import dev.weir.wasm.sdk.type.BufferType;
import dev.weir.wasm.sdk.type.LogLevel;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.MetricType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.StreamType;

/** Exports every callback and makes every host call; each callback logs its name and arguments. */
public final class EveryCall {

  private static final Slice NONE = new Slice();

  private final Host host;
  private final Slice value = new Slice();

  private EveryCall(Host host) {
    this.host = host;
  }

  /** The entry point. */
  public static void main(String[] arguments) {
    Host host = Host.proxy();
    EveryCall all = new EveryCall(host);
    Vm.run(host, (plugin, size) -> all.onConfigure(size));
    all.exportLifeCycle();
    all.exportHttp();
    all.exportTcp();
    all.exportCallouts();
  }

  private void exportLifeCycle() {
    VmStart.to(size -> log("vm_start", size, 0) == 0);
    ContextCreate.to((context, parent) -> log("context_create", context, parent));
    Done.to(context -> log("done", context, 0) == 0);
    Log.to(context -> log("log", context, 0));
    Delete.to(context -> log("delete", context, 0));
    Tick.to(plugin -> callOut());
    QueueReady.to((plugin, queue) -> log("queue_ready", plugin, queue));
    ForeignFunction.to((plugin, function, size) -> log("foreign_function", function, size));
  }

  private void exportHttp() {
    RequestHeaders.to((stream, headers, end) -> onRequestHeaders(headers));
    RequestBody.to((stream, size, end) -> onBody(size, end));
    RequestTrailers.to((stream, trailers) -> log("request_trailers", stream, trailers));
    ResponseHeaders.to((stream, headers, end) -> log("response_headers", headers, end ? 1 : 0));
    ResponseBody.to((stream, size, end) -> log("response_body", size, end ? 1 : 0));
    ResponseTrailers.to((stream, trailers) -> log("response_trailers", stream, trailers));
  }

  private void exportTcp() {
    NewConnection.to(stream -> log("new_connection", stream, 0));
    DownstreamData.to((stream, size, end) -> onDownstreamData(size, end));
    UpstreamData.to((stream, size, end) -> log("upstream_data", size, end ? 1 : 0));
    DownstreamClose.to((stream, peer) -> log("downstream_close", stream, peer));
    UpstreamClose.to((stream, peer) -> log("upstream_close", stream, peer));
  }

  private void exportCallouts() {
    HttpCallResponse.to((plugin, call, headers, size, trailers) -> log("http", headers, size));
    GrpcInitialMetadata.to((plugin, call, headers) -> log("grpc_initial", call, headers));
    GrpcMessage.to((plugin, call, size) -> log("grpc_message", call, size));
    GrpcTrailingMetadata.to((plugin, call, trailers) -> log("grpc_trailing", call, trailers));
    GrpcClose.to((plugin, call, status) -> log("grpc_close", status, host.callStatus(value)));
  }

  private int log(String callback, int first, int second) {
    return host.log(LogLevel.INFO, callback + " " + first + " " + second);
  }

  private boolean onConfigure(int size) {
    host.buffer(BufferType.PLUGIN_CONFIGURATION).read(0, size, value);
    host.tickEvery(10);
    Metrics metrics = host.metrics();
    int gauge = metrics.define(MetricType.GAUGE, "gauge");
    metrics.record(gauge, host.logLevel());
    metrics.increment(gauge, host.nanos() > 0 ? 1 : 0);
    host.sharedData().get(host.text("key"), value);
    host.sharedData().set(host.text("key"), host.text("v"), 0);
    SharedQueues queues = host.queues();
    queues.register(host.text("q"));
    queues.resolve(host.text("vm"), host.text("q"));
    queues.enqueue(queues.id(), host.text("item"));
    queues.dequeue(queues.id(), value);
    host.foreign(host.text("none"), NONE, value);
    return metrics.value(gauge) >= 0 && value.length() == 0;
  }

  private int onRequestHeaders(int headers) {
    HeaderMap map = host.headers(MapType.REQUEST_HEADERS);
    map.get(host.text(":path"), value);
    if (value.length() > 1) {
      throw new IllegalStateException("asked to");
    }
    map.add(host.text("a"), host.text("1"));
    map.replace(host.text("a"), host.text("2"));
    map.remove(host.text("a"));
    map.pairs(value);
    map.setPairs(value);
    host.property(host.text("source\0address"), value);
    host.setProperty(host.text("mine"), host.text("1"));
    return log("request_headers", headers, map.size());
  }

  private int onBody(int size, boolean endOfStream) {
    host.buffer(BufferType.REQUEST_BODY).append(host.text("!"));
    host.streams().respond(new LocalResponse(200, NONE, NONE, NONE));
    log("request_body", host.buffer(BufferType.REQUEST_BODY).size() - size, endOfStream ? 1 : 0);
    return Action.PAUSE;
  }

  private int onDownstreamData(int size, boolean endOfStream) {
    host.streams().resume(StreamType.UPSTREAM);
    host.streams().close(StreamType.DOWNSTREAM);
    return log("downstream_data", size, endOfStream ? 1 : 0);
  }

  private void callOut() {
    host.effectiveContext(1);
    host.done();
    String[] texts = {":method", "GET", ":path", "/", ":authority", "h"};
    int size = HeaderPairs.size(texts);
    Slice headers = new Slice(host.buffers().allocate(size), size);
    HeaderPairs.write(host.memory(), headers.address(), texts);
    host.http().send(new HttpRequest(host.text("service"), headers, NONE, NONE, 5));
    GrpcMethod method =
        new GrpcMethod(host.text("service"), host.text("p.S"), host.text("M"), NONE);
    host.grpc().call(method, host.text("m"), 5);
    host.grpc().open(method);
    int id = host.grpc().id();
    host.grpc().send(id, host.text("m"), false);
    host.grpc().close(id);
    host.grpc().cancel(id);
  }
}
