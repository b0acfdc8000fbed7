package dev.weir.source.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeoutException;

/** What went wrong with the API server, in words that say what to do. */
final class Faults {

  private static final int MAX_LENGTH = 400;

  private Faults() {}

  static String of(Settings settings, Throwable thrown) {
    String where =
        settings.access() instanceof Access.Url url
            ? url.server().toString()
            : "of " + ((Access.Kubeconfig) settings.access()).file();
    return "API server " + where + ": " + reason(settings, thrown);
  }

  private static String reason(Settings settings, Throwable thrown) {
    int code = thrown instanceof KubernetesClientException e ? e.getCode() : 0;
    return switch (code) {
      case 401 -> "401, it does not know this token: correct it in " + KubernetesRuleSource.PID;
      case 403 -> "403, " + said(thrown) + ": grant Weir's user the role in roles.yaml";
      case 429 -> "429, it has too much to do; tried again later";
      default -> code <= 0 ? network(settings, thrown) : code + ", " + said(thrown);
    };
  }

  private static String network(Settings settings, Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause.getCause() != null && depth < 10; depth++) {
      if (cause instanceof HttpTimeoutException || cause instanceof ConnectException) {
        break;
      }
      cause = cause.getCause();
    }
    if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
      return "no answer within " + settings.pace().timeoutMs() + " ms";
    }
    String text = cut(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    if (cause instanceof ConnectException) {
      return "no connection: is it running, and url right?";
    }
    boolean certificate = text.contains("PKIX") || text.contains("certifica");
    return certificate ? text + ": correct ca in " + KubernetesRuleSource.PID : text;
  }

  private static String said(Throwable thrown) {
    if (thrown instanceof KubernetesClientException e
        && e.getStatus() != null
        && e.getStatus().getMessage() != null) {
      return cut(e.getStatus().getMessage());
    }
    return cut(String.valueOf(thrown.getMessage()));
  }

  private static String cut(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
  }
}
