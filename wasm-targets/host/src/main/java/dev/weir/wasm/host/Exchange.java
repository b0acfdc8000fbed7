package dev.weir.wasm.host;

import dev.weir.wasm.sdk.type.BufferType;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.StreamType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An HTTP stream on its way through the filter, part by part. */
public final class Exchange {

  private final Worker worker;
  private final int stream;
  private final Scope scope;

  Exchange(Worker worker, int stream) {
    this.worker = worker;
    this.stream = stream;
    this.scope = worker.scope(stream);
  }

  /** Id of the stream. */
  public int stream() {
    return stream;
  }

  /** Sets a property of the stream; its path is divided by dots here. */
  public Exchange property(String path, String value) {
    scope.properties.put(path, value.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Whether the request waits: held back, and neither answered nor let go. */
  public boolean waiting() {
    return scope.answer == null && scope.paused.contains(StreamType.REQUEST);
  }

  /** What the filter did with the request; an error when it waits. */
  public Answer answer() {
    if (waiting()) {
      throw new IllegalStateException("the request was paused and never answered");
    }
    Answer local = scope.answer;
    return local == null ? Answer.PASS : local;
  }

  /** Headers of the response as they are now, {@code name: value}. */
  public List<String> responseHeaderLines() {
    Headers headers = scope.maps.get(MapType.RESPONSE_HEADERS);
    return headers == null ? List.of() : headers.lines();
  }

  /** Headers of the request as they are now, {@code name: value}. */
  public List<String> requestHeaderLines() {
    Headers headers = scope.maps.get(MapType.REQUEST_HEADERS);
    return headers == null ? List.of() : headers.lines();
  }

  /** A body as it is now. */
  public String body(int bufferType) {
    byte[] bytes = scope.buffers.get(bufferType);
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  void requestHeaders(Request request, boolean endOfStream) {
    headers(
        MapType.REQUEST_HEADERS,
        StreamType.REQUEST,
        "proxy_on_request_headers",
        request,
        endOfStream);
  }

  /** The service's answer begins; the proxy knows its status from then on. */
  public Exchange responseHeaders(Request response, boolean endOfStream) {
    byte[] status = response.headers().value(":status");
    if (status != null) {
      long code = Long.parseLong(new String(status, StandardCharsets.UTF_8));
      scope.properties.put(
          "response.code",
          ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(code).array());
    }
    headers(
        MapType.RESPONSE_HEADERS,
        StreamType.RESPONSE,
        "proxy_on_response_headers",
        response,
        endOfStream);
    return this;
  }

  /** A part of the request's body. */
  public Exchange requestBody(String part, boolean endOfStream) {
    body(BufferType.REQUEST_BODY, StreamType.REQUEST, "proxy_on_request_body", part, endOfStream);
    return this;
  }

  /** A part of the response's body. */
  public Exchange responseBody(String part, boolean endOfStream) {
    body(
        BufferType.RESPONSE_BODY, StreamType.RESPONSE, "proxy_on_response_body", part, endOfStream);
    return this;
  }

  /** The request's trailers. */
  public Exchange requestTrailers(Request trailers) {
    scope.maps.put(MapType.REQUEST_TRAILERS, trailers.headers());
    act(
        StreamType.REQUEST,
        worker.optional(stream, "proxy_on_request_trailers", stream, trailers.headers().size()));
    return this;
  }

  /** The response's trailers. */
  public Exchange responseTrailers(Request trailers) {
    scope.maps.put(MapType.RESPONSE_TRAILERS, trailers.headers());
    act(
        StreamType.RESPONSE,
        worker.optional(stream, "proxy_on_response_trailers", stream, trailers.headers().size()));
    return this;
  }

  /** The stream ends: done, log, delete; held back by the filter, only done. */
  public void finish() {
    boolean goes =
        !worker.guest().exports("proxy_on_done")
            || worker.optional(stream, "proxy_on_done", stream) != 0;
    scope.heldBack = !goes;
    if (goes) {
      delete();
    }
  }

  /** Whether the filter has kept the stream at its end. */
  public boolean heldBack() {
    return scope.heldBack;
  }

  /** The last of it. */
  public void delete() {
    worker.optional(stream, "proxy_on_log", stream);
    worker.optional(stream, "proxy_on_delete", stream);
    worker.delete(stream);
  }

  private void headers(
      int map, int streamType, String callback, Request headers, boolean endOfStream) {
    scope.maps.put(map, headers.headers());
    int action =
        worker.optional(stream, callback, stream, headers.headers().size(), endOfStream ? 1 : 0);
    act(streamType, action);
  }

  private void body(int type, int streamType, String callback, String part, boolean endOfStream) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    scope.buffers.put(type, bytes);
    act(streamType, worker.optional(stream, callback, stream, bytes.length, endOfStream ? 1 : 0));
  }

  private void act(int streamType, int action) {
    if (action != 0) {
      scope.paused.add(streamType);
    }
  }
}
