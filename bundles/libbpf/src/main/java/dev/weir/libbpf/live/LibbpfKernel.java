package dev.weir.libbpf.live;

import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.Need;
import dev.weir.hook.Remains;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.AttachType;
import dev.weir.libbpf.Capabilities;
import dev.weir.libbpf.Kernel;
import dev.weir.libbpf.KernelModule;
import dev.weir.libbpf.LoadedObject;
import dev.weir.libbpf.ObjectSpec;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.Libbpf;
import dev.weir.libbpf.sys.Natives;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel by libbpf. Activation touches no native code: the libraries are bound at the first
 * call, and where they are missing the service says so.
 *
 * <p>Deactivation ends no attachment: they belong to who asked for them, and work on the classes of
 * this bundle for as long as they are held.
 */
@Component(
    service = {Kernel.class, Remains.class},
    configurationPid = "dev.weir.libbpf",
    configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = LibbpfKernel.Config.class)
public final class LibbpfKernel implements Kernel, Remains {

  private static final Logger LOG = LoggerFactory.getLogger(LibbpfKernel.class);

  private final AtomicBoolean reported = new AtomicBoolean();
  private final Path pins;
  private final PinsLock lock;
  private final Map<String, KernelAttachment> current = new HashMap<>();

  /** Settings. */
  @ObjectClassDefinition(name = "Weir: libbpf")
  public @interface Config {

    /** Where links and maps are pinned. */
    @AttributeDefinition(description = "Directory of the pins, below /sys/fs/bpf")
    String pins() default "/sys/fs/bpf/weir";
  }

  @Activate
  public LibbpfKernel(Config config) {
    this(Path.of(config.pins()));
  }

  /**
   * A kernel that is not a service.
   *
   * @param pins directory below /sys/fs/bpf; its names have no dots
   */
  public LibbpfKernel(Path pins) {
    if (!pins.normalize().startsWith(BpfFilesystem.MOUNT_POINT)
        || pins.normalize().equals(BpfFilesystem.MOUNT_POINT)
        || pins.toString().contains(".")) {
      throw new IllegalArgumentException(
          "pins must be a directory below "
              + BpfFilesystem.MOUNT_POINT
              + " without dots, was "
              + pins);
    }
    this.pins = pins.normalize();
    this.lock = new PinsLock(this.pins);
  }

  @Override
  public Capabilities capabilities() {
    return CapabilityProbe.probe();
  }

  @Override
  public List<Need> needs(Collection<AttachType> types) {
    return KernelNeeds.of(types);
  }

  @Override
  public int possibleCpus() throws HookException {
    requireNatives();
    return Refusals.check("count the possible CPUs", Libbpf.libbpf_num_possible_cpus());
  }

  @Override
  public long tickNanos() throws HookException {
    requireNatives();
    return Refusals.check("ask for the timer's tick", (int) Bpf.tickNanos());
  }

  @Override
  public void awaitReaders() throws HookException {
    requireNatives();
    Refusals.check("wait for running programs by membarrier(2)", Bpf.awaitReaders());
  }

  @Override
  public LoadedObject load(ObjectSpec spec) throws HookException {
    int cpus = possibleCpus();
    try (OpenObject open = OpenObject.open(spec)) {
      return open.load(cpus, PinnedMaps.none());
    }
  }

  @Override
  public Attachment attach(AttachSpec spec, KernelModule.Binder binder) throws HookException {
    int cpus = possibleCpus();
    report();
    try {
      return locked(() -> attach(spec, cpus, binder));
    } catch (HookException refused) {
      String missing = KernelNeeds.missing(spec.types());
      throw missing.isEmpty()
          ? refused
          : new HookException(
              spec.hook() + " needs " + missing + ": " + refused.getMessage(), refused);
    }
  }

  @Override
  public List<Remain> remains() {
    if (!Natives.missing().isEmpty() || !Files.exists(pins)) {
      return List.of();
    }
    try {
      return locked(() -> new Remnants(pins).living(current.keySet()));
    } catch (HookException e) {
      LOG.debug("what is pinned below {} is not known", pins, e);
      return List.of();
    }
  }

  @Override
  public void remove(String hook) throws HookException {
    locked(
        () -> {
          if (current.containsKey(hook)) {
            throw new HookException(hook + " is attached: detach it");
          }
          new Remnants(pins).remove(hook);
          return hook;
        });
  }

  /** What is done while no other process has the pins. */
  @FunctionalInterface
  private interface Work<T> {
    T done() throws HookException;
  }

  private <T> T locked(Work<T> work) throws HookException {
    synchronized (current) {
      lock.hold();
      try {
        return work.done();
      } finally {
        if (current.isEmpty()) {
          lock.release();
        }
      }
    }
  }

  private Attachment attach(AttachSpec spec, int cpus, KernelModule.Binder binder)
      throws HookException {
    KernelAttachment before = current.get(spec.hook());
    if (before != null) {
      before.restorePins();
    }
    KernelAttachment attachment =
        new KernelAttachment(Takeover.attach(spec, pins, cpus, binder), current, lock);
    if (before != null) {
      before.succeeded();
    }
    current.put(spec.hook(), attachment);
    return attachment;
  }

  /** What works here, in the log, once. */
  private void report() {
    if (reported.compareAndSet(false, true)) {
      Capabilities seen = CapabilityProbe.probe();
      LOG.info("BPF of Linux {} with libbpf {}: {}", seen.kernel(), seen.libbpf(), seen.features());
    }
  }

  private static void requireNatives() throws HookException {
    String missing = Natives.missing();
    if (!missing.isEmpty()) {
      throw new HookException(missing);
    }
  }
}
