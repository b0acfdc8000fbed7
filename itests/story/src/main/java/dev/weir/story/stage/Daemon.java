package dev.weir.story.stage;

import dev.weir.story.traffic.Wire;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The daemon, through its shell. */
public final class Daemon {

  private final WeirScript script;

  Daemon(WeirScript script) {
    this.script = script;
  }

  /**
   * Runs a command.
   *
   * @return what it printed
   * @throws IOException when it failed
   */
  public String run(String command) throws IOException, InterruptedException {
    return script.shell(command);
  }

  /** Statistics of a resource. */
  public Signal signal(String resource) throws IOException, InterruptedException {
    Signal[] all = Wire.read(script.ask("weir:signals --json"), Signal[].class);
    return Arrays.stream(all)
        .filter(signal -> signal.resource().equals(resource))
        .findFirst()
        .orElse(Signal.none(resource));
  }

  /** A hook; empty when the daemon does not know it. */
  public Optional<HookState> hook(String name) throws IOException, InterruptedException {
    HookState[] all = Wire.read(script.ask("weir:hooks --json"), HookState[].class);
    return Arrays.stream(all).filter(hook -> hook.name().equals(name)).findFirst();
  }

  /** The rules in force for a resource. */
  public List<PlacedRule> rules(String resource) throws IOException, InterruptedException {
    PlacedRule.All all = Wire.read(script.ask("weir:rules --json"), PlacedRule.All.class);
    return all.rules().stream().filter(rule -> rule.resource().equals(resource)).toList();
  }

  /**
   * Whether a hook has taken a source's rule for a resource.
   *
   * @param source whose rule; empty for anybody's
   */
  public boolean enforced(String resource, String source) throws IOException, InterruptedException {
    for (PlacedRule rule : rules(resource)) {
      Optional<HookState> hook = rule.hook().isEmpty() ? Optional.empty() : hook(rule.hook());
      if (rule.source().contains(source)
          && hook.isPresent()
          && hook.get().inPlace()
          && hook.get().rules().contains(rule.id())) {
        return true;
      }
    }
    return false;
  }
}
