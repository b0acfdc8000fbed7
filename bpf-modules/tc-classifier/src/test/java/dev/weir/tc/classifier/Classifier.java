package dev.weir.tc.classifier;

import dev.weir.hook.HookException;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.Rule;
import dev.weir.traffic.LimitModule;
import dev.weir.traffic.Sizes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program and its module, loaded and attached to nothing. */
final class Classifier implements AutoCloseable {

  static final int NEXT = -1;
  static final int DROP = 2;
  static final int REDIRECT = 7;

  private final LoadedObject object;
  private final LimitModule module;

  Classifier(boolean outgoing, int sourceRules, int sourcesPerRule) throws HookException {
    LibbpfKernel kernel = new LibbpfKernel(Path.of("/sys/fs/bpf/wt-packet"));
    Sizes sizes =
        Sizes.small(kernel.possibleCpus())
            .withSources(sourceRules, sourcesPerRule)
            .withAddressTables(512);
    object =
        kernel.load(outgoing ? Programs.egress(kernel, sizes) : Programs.ingress(kernel, sizes));
    module =
        new LimitModule(
            object,
            outgoing ? TcEgress.POWERS : TcClassifier.POWERS,
            sizes,
            List.of(),
            kernel::awaitReaders);
  }

  static Classifier ingress() throws HookException {
    return new Classifier(false, 16, 1024);
  }

  void apply(Rule... rules) throws HookException {
    module.apply(Rules.set(rules));
  }

  int run(byte[] frame) throws HookException {
    return object.testRun("tc_classifier", frame, 1).verdict();
  }

  /** What the program made of a frame. */
  byte[] made(byte[] frame) throws HookException {
    return object.testRun("tc_classifier", frame, 1).packet();
  }

  long fact(String name) {
    return Long.parseLong(module.facts().getOrDefault(name, "-1"));
  }

  Map<String, Long> totals() {
    Map<String, Long> totals = new HashMap<>();
    module.read((resource, event, total) -> totals.put(resource + " " + event, total));
    return totals;
  }

  /** What a rule let pass and what it blocked, by its id. */
  Map<String, List<Long>> rules() {
    Map<String, List<Long>> rules = new HashMap<>();
    module.readRules((rule, passed, blocked) -> rules.put(rule, List.of(passed, blocked)));
    return rules;
  }

  @Override
  public void close() {
    object.close();
  }
}
