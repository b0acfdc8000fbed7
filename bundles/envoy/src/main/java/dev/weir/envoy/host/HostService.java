package dev.weir.envoy.host;

import com.google.protobuf.CodedOutputStream;
import dev.weir.hook.host.Figures;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The gRPC service {@code weir.v1.Host}, which Weir's service in each Envoy asks ten times a
 * second:
 *
 * <pre>{@code
 * rpc Figures(google.protobuf.Empty) returns (HostFigures);
 * message HostFigures { double load = 1; double cpu_usage = 2; sfixed64 memory_bytes = 3; }
 * }</pre>
 *
 * <p>A figure that is not known is -1.
 */
public final class HostService implements BindableService {

  /** Name of the service. */
  public static final String NAME = "weir.v1.Host";

  /** Name of its method. */
  public static final String METHOD = "Figures";

  private static final int MAX_REQUEST = 64;
  private static final int ROOM = 64;

  private final Supplier<Figures> host;

  /**
   * @param host gives the figures; asked on the server's thread
   */
  public HostService(Supplier<Figures> host) {
    this.host = host;
  }

  @Override
  public ServerServiceDefinition bindService() {
    MethodDescriptor<byte[], byte[]> figures =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(NAME, METHOD))
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();
    return ServerServiceDefinition.builder(NAME)
        .addMethod(figures, ServerCalls.asyncUnaryCall(this::answer))
        .build();
  }

  private void answer(byte[] request, StreamObserver<byte[]> out) {
    out.onNext(message(host.get()));
    out.onCompleted();
  }

  /** The figures as a message. */
  static byte[] message(Figures figures) {
    byte[] room = new byte[ROOM];
    CodedOutputStream out = CodedOutputStream.newInstance(room);
    try {
      out.writeDouble(1, figures.load());
      out.writeDouble(2, figures.cpuUsage());
      out.writeSFixed64(3, figures.memoryBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(room, out.getTotalBytesWritten());
  }

  /** Messages as they are; of one that is longer than any known, the rest is not read. */
  private static final class Bytes implements Marshaller<byte[]> {

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readNBytes(MAX_REQUEST);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
