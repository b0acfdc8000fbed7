package dev.weir.itests.envoy;

import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A gRPC service on loopback, without generated code: {@code Echo} answers what it gets, {@code
 * Count} streams three messages, {@code Hold} one and stays open, {@code Fail} fails with INTERNAL.
 */
final class EchoService implements AutoCloseable, BindableService {

  static final String NAME = "weir.Test";

  private final Server server;

  EchoService() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  /** A client of the port. */
  static ManagedChannel channel(int port) {
    Envoy.awaitWorkers(port);
    return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  /** Status of one call. */
  static Status unary(ManagedChannel channel, String method) {
    try {
      String unused =
          ClientCalls.blockingUnaryCall(
              channel,
              descriptor(method, MethodDescriptor.MethodType.UNARY),
              CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS),
              "x");
      return Status.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
  }

  /** Status of one stream, after all its messages. */
  static Status stream(ManagedChannel channel, String method) {
    try {
      Iterator<String> answers =
          ClientCalls.blockingServerStreamingCall(
              channel,
              descriptor(method, MethodDescriptor.MethodType.SERVER_STREAMING),
              CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS),
              "x");
      while (answers.hasNext()) {
        answers.next();
      }
      return Status.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
  }

  /** A stream that has its first message, or has ended: {@code Hold} never ends it by itself. */
  static final class Held extends ClientCall.Listener<String> {

    private final ClientCall<String, String> call;
    private final CompletableFuture<Status> begun = new CompletableFuture<>();

    /** Begins one. */
    Held(ManagedChannel channel) {
      call =
          channel.newCall(
              descriptor("Hold", MethodDescriptor.MethodType.SERVER_STREAMING),
              CallOptions.DEFAULT);
      call.start(this, new Metadata());
      call.sendMessage("x");
      call.halfClose();
      call.request(1);
    }

    @Override
    public void onMessage(String message) {
      begun.complete(Status.OK);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      begun.complete(status);
    }

    /** OK when it runs, else how it ended. */
    Status status() {
      return begun.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** The client gives up. */
    void cancel() {
      call.cancel("enough", null);
    }
  }

  @Override
  public ServerServiceDefinition bindService() {
    return ServerServiceDefinition.builder(NAME)
        .addMethod(
            descriptor("Echo", MethodDescriptor.MethodType.UNARY),
            ServerCalls.asyncUnaryCall(
                (request, out) -> {
                  out.onNext(request);
                  out.onCompleted();
                }))
        .addMethod(
            descriptor("Fail", MethodDescriptor.MethodType.UNARY),
            ServerCalls.asyncUnaryCall(
                (request, out) -> out.onError(Status.INTERNAL.asRuntimeException())))
        .addMethod(
            descriptor("Count", MethodDescriptor.MethodType.SERVER_STREAMING),
            ServerCalls.asyncServerStreamingCall(
                (request, out) -> {
                  for (int i = 0; i < 3; i++) {
                    out.onNext(request + i);
                  }
                  out.onCompleted();
                }))
        .addMethod(
            descriptor("Hold", MethodDescriptor.MethodType.SERVER_STREAMING),
            ServerCalls.asyncServerStreamingCall((request, out) -> out.onNext(request)))
        .build();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static MethodDescriptor<String, String> descriptor(
      String method, MethodDescriptor.MethodType type) {
    Text text = new Text();
    return MethodDescriptor.newBuilder(text, text)
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(NAME, method))
        .build();
  }

  /** Messages are text. */
  private static final class Text implements MethodDescriptor.Marshaller<String> {

    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
