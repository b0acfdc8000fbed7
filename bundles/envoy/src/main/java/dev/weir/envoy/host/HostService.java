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
import org.jspecify.annotations.Nullable;

/**
 * The gRPC service {@code weir.v1.Host}, which Weir's service in each Envoy calls ten times a
 * second: it brings what the filters have counted, and takes figures of the host back, and the
 * proxy's shares of thresholds that hold over all proxies.
 *
 * <pre>{@code
 * rpc Figures(Report) returns (HostFigures);
 * message HostFigures {
 *   double load = 1; double cpu_usage = 2; sfixed64 memory_bytes = 3; sfixed64 daemon = 4;
 *   bytes shares = 5;     // other shares than those that the report names
 *   sfixed64 same = 6;    // the shares of this version hold on
 * }
 * }</pre>
 *
 * <p>A figure that is not known is -1. The last field is the same for as long as the daemon lives
 * and keeps what was reported to it. {@link Shares} has what shares are; where neither of the last
 * two is there, the proxy goes by itself. {@link Report} has the other message; it may be empty.
 */
public final class HostService implements BindableService {

  /** Name of the service. */
  public static final String NAME = "weir.v1.Host";

  /** Name of its method. */
  public static final String METHOD = "Figures";

  private static final int ROOM = 64;

  private final Supplier<Figures> host;
  private final WasmSignals reports;
  private final Quotas quotas;

  /**
   * @param host gives the figures; asked on the server's thread
   * @param reports takes what Envoys report, on the same thread
   * @param quotas shares out thresholds, on the same thread
   */
  public HostService(Supplier<Figures> host, WasmSignals reports, Quotas quotas) {
    this.host = host;
    this.reports = reports;
    this.quotas = quotas;
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
    Report report = reports.take(request);
    Shares shares = report == null ? null : quotas.answer(report);
    out.onNext(message(host.get(), reports.id(), shares));
    out.onCompleted();
  }

  /** The answer as a message. */
  static byte[] message(Figures figures, long daemon, @Nullable Shares shares) {
    byte[] room = new byte[ROOM + (shares == null ? 0 : shares.table().length)];
    CodedOutputStream out = CodedOutputStream.newInstance(room);
    try {
      out.writeDouble(1, figures.load());
      out.writeDouble(2, figures.cpuUsage());
      out.writeSFixed64(3, figures.memoryBytes());
      out.writeSFixed64(4, daemon);
      if (shares != null && shares.table().length > 0) {
        out.writeByteArray(5, shares.table());
      } else if (shares != null) {
        out.writeSFixed64(6, shares.version());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(room, out.getTotalBytesWritten());
  }

  /** Messages as they are; of one that is longer than any report, the rest is not read. */
  private static final class Bytes implements Marshaller<byte[]> {

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readNBytes(Report.MAX_BYTES);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
