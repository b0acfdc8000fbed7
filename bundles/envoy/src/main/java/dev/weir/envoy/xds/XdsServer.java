package dev.weir.envoy.xds;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * The open port that Envoys connect to: gRPC without TLS, one thread. It has no say about who
 * connects: whoever reaches the port reads the filters and the rules.
 */
public final class XdsServer implements AutoCloseable {

  /** Seconds of silence after which an Envoy is asked for a sign of life. */
  private static final int KEEP_ALIVE_SECONDS = 10;

  /** Seconds it has to give that sign. */
  private static final int KEEP_ALIVE_TIMEOUT_SECONDS = 5;

  /** Fastest sign of life that an Envoy may ask for in turn, in seconds. */
  private static final int PERMITTED_KEEP_ALIVE_SECONDS = 1;

  private final EventLoopGroup loop;
  private final Server server;

  private XdsServer(EventLoopGroup loop, Server server) {
    this.loop = loop;
    this.server = server;
  }

  /**
   * Opens the port.
   *
   * @param address to listen at; port 0 for any
   * @param more services beside xDS
   * @throws IOException when it cannot be had
   */
  public static XdsServer open(InetSocketAddress address, Slots slots, BindableService... more)
      throws IOException {
    EventLoopGroup loop = new NioEventLoopGroup(1, new DefaultThreadFactory("weir-xds", true));
    ServerBuilder<?> builder =
        NettyServerBuilder.forAddress(address)
            .channelType(NioServerSocketChannel.class)
            .bossEventLoopGroup(loop)
            .workerEventLoopGroup(loop)
            .directExecutor()
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveTime(PERMITTED_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addService(new AggregatedDiscovery(slots));
    for (BindableService service : more) {
      builder.addService(service);
    }
    Server server = builder.build();
    try {
      return new XdsServer(loop, server.start());
    } catch (IOException e) {
      stop(loop);
      throw e;
    }
  }

  /** The port it listens at. */
  public int port() {
    return server.getPort();
  }

  /** Ends all streams; Envoys keep what they have and try again. */
  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop(loop);
  }

  private static void stop(EventLoopGroup loop) {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
  }
}
