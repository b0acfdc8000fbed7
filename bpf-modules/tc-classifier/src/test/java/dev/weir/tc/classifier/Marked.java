package dev.weir.tc.classifier;

import dev.weir.hook.Attachment;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.Kernel;
import dev.weir.libbpf.KernelModule;
import dev.weir.libbpf.ObjectSpec;
import dev.weir.rule.RuleSet;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A program behind the classifier that drops what has a mark; takes no rules, counts nothing. */
final class Marked implements KernelModule {

  private Marked() {}

  /** Attaches it behind what is there. */
  static Attachment drop(Kernel kernel, long mark, AttachType type, String device)
      throws Exception {
    try (InputStream object = Marked.class.getResourceAsStream("/marked.bpf.o")) {
      byte[] bytes = Objects.requireNonNull(object).readAllBytes();
      ObjectSpec spec = new ObjectSpec("marked", bytes, Map.of("mark", mark), Map.of(), List.of());
      return kernel.attach(
          new AttachSpec("wt-marked", spec, "marked", type, device), loaded -> new Marked());
    }
  }

  @Override
  public void apply(RuleSet slice) {}

  @Override
  public void read(SignalReader reader) {}

  @Override
  public Map<String, String> facts() {
    return Map.of();
  }
}
