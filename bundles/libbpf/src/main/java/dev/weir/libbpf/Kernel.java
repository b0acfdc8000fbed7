package dev.weir.libbpf;

import dev.weir.hook.Attachment;
import dev.weir.hook.HookException;
import dev.weir.hook.Need;
import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The running kernel's BPF; an OSGi service, present also where BPF is not. Safe for any thread.
 */
@ProviderType
public interface Kernel {

  /** What works here, asked now. Changes nothing. */
  Capabilities capabilities();

  /**
   * What programs of these types need here, each tried now: capabilities of this process, and of
   * the kernel a program of two instructions of each type. Changes nothing.
   */
  List<Need> needs(Collection<AttachType> types);

  /**
   * How many CPUs the kernel may ever have: the rows of a per-CPU table.
   *
   * @throws HookException when libbpf is not on this machine
   */
  int possibleCpus() throws HookException;

  /**
   * How long a tick of the kernel's timer is, in nanoseconds: the step of the clock that costs a
   * program nothing.
   *
   * @throws HookException when libc is not as expected
   */
  long tickNanos() throws HookException;

  /**
   * Waits until every program that runs at this moment, on any CPU, has ended; 10 to 150 ms. After
   * it, what was switched off before is read by none.
   *
   * @throws HookException when libbpf is not on this machine
   */
  void awaitReaders() throws HookException;

  /**
   * Loads an object and has it verified; attaches and pins nothing. The caller owns the result and
   * closes it.
   *
   * @throws HookException when the verifier refuses (its cause is then a {@link VerifierRefusal}),
   *     a setting is unknown, or BPF cannot be used
   */
  LoadedObject load(ObjectSpec spec) throws HookException;

  /**
   * Loads and attaches a program, or takes over in place from what is pinned for the same hook and
   * interface: the first attach, the swap to a new version and the adoption after a crash are one.
   *
   * <p>Pinned maps of an equal layout are used again with what they hold. A hook is at one
   * interface: what is pinned for another is taken down once the new one is in force. On failure
   * all is as it was. The attachment is a {@link dev.weir.hook.SignalSource} of origin {@code
   * kernel} and rank 10.
   *
   * @param binder called once, before the first packet meets the program
   * @throws HookException as {@link #load}; when the interface does not exist; when a program that
   *     is not Weir's sits there; when another process has the directory of the pins
   */
  Attachment attach(AttachSpec spec, KernelModule.Binder binder) throws HookException;
}
