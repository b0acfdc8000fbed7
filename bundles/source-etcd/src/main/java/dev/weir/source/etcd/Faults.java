package dev.weir.source.etcd;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** What went wrong with etcd, in words that say what to do. */
final class Faults {

  private Faults() {}

  static String of(Settings settings, Throwable thrown) {
    String where =
        settings.endpoints().stream().map(URI::toString).collect(Collectors.joining(","));
    return "etcd at " + where + ": " + reason(settings, root(thrown));
  }

  private static String reason(Settings settings, Throwable cause) {
    if (cause instanceof TimeoutException) {
      return "no answer within " + settings.timeoutMs() + " ms: is it running, and has a leader?";
    }
    String said = deepest(cause);
    if (has(said, "authentication failed", "user name is empty", "invalid auth token")) {
      return said + ": correct user and password in " + EtcdRuleSource.PID;
    }
    if (has(said, "Network closed")) {
      return "the connection ended: is it running?";
    }
    if (has(said, "permission denied")) {
      return said
          + ": let the user read "
          + settings.ranges().stream().map(KeyRange::toString).collect(Collectors.joining(", "));
    }
    if (has(
        said, "PKIX", "certificate", "SSL", "handshake", "chain with", "No subject alternative")) {
      return said + ": correct the tls settings in " + EtcdRuleSource.PID;
    }
    return said;
  }

  private static boolean has(String text, String... words) {
    return List.of(words).stream().anyMatch(text::contains);
  }

  private static Throwable root(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof ExecutionException || cause instanceof Watches.BrokenException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** The cause of causes has the words of the network or of the certificate. */
  private static String deepest(Throwable thrown) {
    String text = words(thrown);
    Throwable cause = thrown.getCause();
    for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
      text = words(cause);
    }
    return text;
  }

  private static String words(Throwable thrown) {
    Status status =
        thrown instanceof StatusRuntimeException r
            ? r.getStatus()
            : thrown instanceof StatusException e ? e.getStatus() : null;
    if (status != null && status.getDescription() != null) {
      return status.getDescription();
    }
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }
}
