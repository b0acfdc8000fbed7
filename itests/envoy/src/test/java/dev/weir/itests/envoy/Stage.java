package dev.weir.itests.envoy;

import static org.awaitility.Awaitility.await;

import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.itests.servers.Upstream;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** An upstream, an Envoy in front of it and the daemon that Envoy is connected to. */
final class Stage implements AutoCloseable {

  final Upstream upstream;
  final Daemon daemon;
  final Envoy envoy;

  private Stage(int workers, UnaryOperator<String> edit) throws IOException {
    upstream = new Upstream();
    daemon = new Daemon(0, 0);
    envoy = new Envoy(workers, daemon.port(), upstream.port(), edit);
    // It has been told of its slots, so the daemon knows of it and waits for its answers.
    await().until(() -> envoy.admin("/config_dump").contains("ecds_filters"));
  }

  static Stage open(int workers) throws IOException {
    return new Stage(workers, UnaryOperator.identity());
  }

  /** With last changes to Envoy's configuration. */
  static Stage openWith(int workers, UnaryOperator<String> edit) throws IOException {
    return new Stage(workers, edit);
  }

  /** With Envoy speaking the delta variant of the protocol. */
  static Stage openDelta(int workers) throws IOException {
    return new Stage(workers, yaml -> yaml.replace("api_type: GRPC", "api_type: DELTA_GRPC"));
  }

  /** Delivers the quota filter and waits until Envoy runs it. */
  Attachment deliver(int threshold) throws HookException {
    Attachment attachment =
        daemon.delivery.deliver(Quota.version("1.0"), Quota.SLOT, Quota::render);
    attachment.apply(Quota.rules(1, threshold));
    Daemon.awaitAccepted(attachment, 1);
    return attachment;
  }

  @Override
  public void close() {
    envoy.close();
    daemon.close();
    upstream.close();
  }
}
