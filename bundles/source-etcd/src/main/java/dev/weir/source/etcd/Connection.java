package dev.weir.source.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.source.etcd.Settings.Login;
import dev.weir.source.etcd.Settings.Tls;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Makes clients from the settings; files are read each time, so that new ones count. */
final class Connection {

  /** Largest answer, in bytes: a page of values of etcd's greatest default size. */
  private static final int MAX_ANSWER = FreshRead.PAGE * 1_600_000;

  private static final Duration KEEPALIVE = Duration.ofSeconds(10);

  private Connection() {}

  /**
   * A client; it has not reached anybody yet.
   *
   * @throws IOException when a file of the settings cannot be read, or is not what it must be
   */
  static Client open(Settings settings) throws IOException {
    ClientBuilder builder =
        Client.builder()
            .endpoints(settings.endpoints())
            .waitForReady(false)
            .retryMaxAttempts(1)
            .retryMaxDuration(Duration.ofMillis(settings.timeoutMs()))
            .connectTimeout(Duration.ofMillis(settings.timeoutMs()))
            .keepaliveTime(KEEPALIVE)
            .keepaliveTimeout(Duration.ofMillis(settings.timeoutMs()))
            .keepaliveWithoutCalls(true)
            .maxInboundMessageSize(MAX_ANSWER);
    if (settings.login().isPresent()) {
      Login login = settings.login().get();
      builder
          .user(ByteSequence.from(login.user(), UTF_8))
          .password(ByteSequence.from(login.password().reveal(), UTF_8));
    }
    if (settings.tls().isPresent()) {
      encrypt(builder, settings.tls().get());
    }
    return builder.build();
  }

  private static void encrypt(ClientBuilder builder, Tls tls) throws IOException {
    SslContextBuilder context = GrpcSslContexts.forClient();
    if (tls.ca().isPresent()) {
      context.trustManager(readable("tls.ca", tls.ca().get()).toFile());
    }
    if (tls.certificate().isPresent()) {
      Settings.Pair pair = tls.certificate().get();
      context.keyManager(
          readable("tls.certificate", pair.certificate()).toFile(),
          readable("tls.key", pair.key()).toFile());
    }
    if (!tls.authority().isEmpty()) {
      builder.authority(tls.authority());
    }
    try {
      builder.sslContext(context.build());
    } catch (SSLException e) {
      throw new IOException("the TLS settings do not work: " + e.getMessage(), e);
    }
  }

  private static Path readable(String setting, Path path) throws IOException {
    if (!Files.isReadable(path)) {
      throw new IOException(
          setting + ": " + path + " is not there, or Weir's user may not read it");
    }
    return path;
  }
}
