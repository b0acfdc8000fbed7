package dev.weir.wasm.host;

import dev.weir.wasm.sdk.type.BufferType;
import dev.weir.wasm.sdk.type.PeerType;
import dev.weir.wasm.sdk.type.StreamType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A TCP connection through the filter. */
public final class Connection {

  private final Worker worker;
  private final int stream;
  private final Scope scope;
  private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();
  private final ByteArrayOutputStream toService = new ByteArrayOutputStream();

  Connection(Worker worker, int stream) {
    this.worker = worker;
    this.stream = stream;
    this.scope = worker.scope(stream);
  }

  /** Sets the property {@code destination.port}, eight bytes as Envoy has it. */
  void port(int port) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    scope.properties.put("destination.port", bytes.putLong(port).array());
  }

  void open(String sourceAddress) {
    scope.properties.put("source.address", sourceAddress.getBytes(StandardCharsets.UTF_8));
    act(worker.optional(stream, "proxy_on_new_connection", stream));
  }

  /** Id of the stream. */
  public int stream() {
    return stream;
  }

  /** Whether the filter holds the client's bytes back. */
  public boolean waiting() {
    return scope.paused.contains(StreamType.DOWNSTREAM);
  }

  /** Whether the filter has closed the connection to the client. */
  public boolean closed() {
    return scope.closed.contains(StreamType.DOWNSTREAM);
  }

  /** What the client has got. */
  public String clientGot() {
    return toClient.toString(StandardCharsets.UTF_8);
  }

  /** What the service has got. */
  public String serviceGot() {
    return toService.toString(StandardCharsets.UTF_8);
  }

  /** The client sends. */
  public Connection clientSends(String text, boolean endOfStream) {
    transfer(BufferType.DOWNSTREAM_DATA, "proxy_on_downstream_data", text, endOfStream, toService);
    return this;
  }

  /** The service sends. */
  public Connection serviceSends(String text, boolean endOfStream) {
    transfer(BufferType.UPSTREAM_DATA, "proxy_on_upstream_data", text, endOfStream, toClient);
    return this;
  }

  /** The connection ends, closed by the client; both sides, then done, log, delete. */
  public void close() {
    worker.optional(stream, "proxy_on_downstream_connection_close", stream, PeerType.REMOTE);
    worker.optional(stream, "proxy_on_upstream_connection_close", stream, PeerType.UNKNOWN);
    worker.optional(stream, "proxy_on_done", stream);
    worker.optional(stream, "proxy_on_log", stream);
    worker.optional(stream, "proxy_on_delete", stream);
    worker.delete(stream);
  }

  private void transfer(
      int type, String callback, String text, boolean endOfStream, ByteArrayOutputStream out) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    scope.buffers.put(type, bytes);
    int action = worker.optional(stream, callback, stream, bytes.length, endOfStream ? 1 : 0);
    act(action);
    byte[] left = scope.buffers.get(type);
    if (action == 0 && left != null) {
      out.writeBytes(left);
    }
    scope.buffers.remove(type);
  }

  private void act(int action) {
    if (action != 0) {
      scope.paused.add(StreamType.DOWNSTREAM);
    }
  }
}
