package dev.weir.shell.karaf;

import dev.weir.manager.Manager;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** What the manager and the machine have now. */
final class ManagedWords implements Vocabulary {

  private final Manager manager;

  ManagedWords(Manager manager) {
    this.manager = manager;
  }

  @Override
  public List<String> words(Kind kind) {
    return switch (kind) {
      case RULE -> manager.rules().rules().stream().map(placed -> placed.rule().id()).toList();
      case REVISION ->
          manager.revisions().stream().map(view -> Long.toString(view.revision())).toList();
      case HOOK -> manager.hooks().stream().map(view -> view.spec().name()).toList();
      case POINT -> interfaces();
      case RESOURCE -> manager.signals().stream().map(view -> view.resource()).toList();
      case COMMAND -> Syntax.ALL.stream().map(Syntax::command).toList();
      case FREE -> List.of();
    };
  }

  /** Those of the daemon's network namespace; none where they cannot be known. */
  private static List<String> interfaces() {
    try {
      return NetworkInterface.networkInterfaces().map(NetworkInterface::getName).sorted().toList();
    } catch (SocketException unknown) {
      return List.of();
    }
  }
}
