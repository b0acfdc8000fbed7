package dev.weir.bench.kernel.swaps;

import dev.weir.bench.kernel.Unmanaged;
import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.SignalReader;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.BundledObject;
import dev.weir.libbpf.KernelModule;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.MappedMemory;
import dev.weir.libbpf.ObjectSpec;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.rule.RuleSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Counts the datagrams to a port that every hook before it has let through. */
final class Witness implements AutoCloseable {

  private static final String OBJECT = "/witness.bpf.o";

  private final Attachment attachment;
  private final Count count;

  private Witness(Attachment attachment, Count count) {
    this.attachment = attachment;
    this.count = count;
  }

  /** Stands behind what is attached to an interface by now. */
  static Witness behind(Path pins, String device, int port) throws HookException {
    ObjectSpec object =
        new ObjectSpec(
            "witness",
            BundledObject.read(Unmanaged.class, OBJECT),
            Map.of("port", (long) port),
            Map.of(),
            List.of());
    Count[] count = new Count[1];
    Attachment attachment =
        new LibbpfKernel(pins)
            .attach(
                new AttachSpec("witness", object, "witness", AttachType.TCX_INGRESS, device),
                loaded -> count[0] = new Count(loaded));
    return new Witness(attachment, count[0]);
  }

  /** How many it has seen. */
  long seen() {
    return count.seen.getLong(0);
  }

  @Override
  public void close() {
    attachment.detach();
  }

  /** Knows no rules and tells nothing. */
  private static final class Count implements KernelModule {

    private final MappedMemory seen;

    Count(LoadedObject object) throws HookException {
      this.seen = object.map("seen").mmap();
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
}
