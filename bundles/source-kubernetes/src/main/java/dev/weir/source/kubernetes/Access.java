package dev.weir.source.kubernetes;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** How the API server is reached. */
sealed interface Access permits Access.Kubeconfig, Access.Url {

  /**
   * As kubectl does.
   *
   * @param file the kubeconfig
   * @param context the context of it; empty for the current one
   */
  record Kubeconfig(Path file, String context) implements Access {}

  /**
   * At an address; in a cluster, that of its service.
   *
   * @param server the API server
   * @param token who Weir is; may be empty
   * @param ca file (PEM) of the authorities that sign the server's certificate; empty for the JDK's
   */
  record Url(URI server, Secret token, Optional<Path> ca) implements Access {}
}
