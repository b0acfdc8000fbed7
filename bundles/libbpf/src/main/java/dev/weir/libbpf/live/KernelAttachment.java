package dev.weir.libbpf.live;

import dev.weir.hook.Attachment;
import dev.weir.hook.Heartbeat;
import dev.weir.hook.HookException;
import dev.weir.hook.RuleCounts;
import dev.weir.hook.SignalReader;
import dev.weir.hook.SignalSource;
import dev.weir.hook.Status;
import dev.weir.hook.Steerable;
import dev.weir.libbpf.AttachSpec;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.KernelError;
import dev.weir.libbpf.sys.LinkInfo;
import dev.weir.rule.RuleSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Programs in place. It owns the links' descriptors and the object with its maps and gives all of
 * them back when it ends; the pins outlive {@link #release} and go with {@link #detach}.
 *
 * <p>To end it, none of the hook's classes is needed. Where a call of the hook's module finds them
 * gone, that is an error of this call alone.
 */
final class KernelAttachment implements Attachment, SignalSource, Heartbeat, RuleCounts, Steerable {

  private static final String LOOPBACK = "lo";
  private static final String[] XDP_MODES = {"none", "native", "generic", "hardware"};

  private final Takeover.Attached attached;
  private final Map<String, KernelAttachment> current;
  private final PinsLock lock;
  private boolean succeeded;
  private boolean ended;

  /**
   * @param attached what this owns from now on
   * @param current the attachment in force of each hook; locked by whoever changes pins, before an
   *     attachment is
   * @param lock held as long as there is one
   */
  KernelAttachment(
      Takeover.Attached attached, Map<String, KernelAttachment> current, PinsLock lock) {
    this.attached = attached;
    this.current = current;
    this.lock = lock;
  }

  @Override
  public String origin() {
    return "kernel";
  }

  @Override
  public int rank() {
    return 10;
  }

  @Override
  public synchronized void apply(RuleSet slice) throws HookException {
    checkAlive();
    try {
      attached.module().apply(slice);
    } catch (LinkageError e) {
      throw bundleGone(e);
    }
  }

  @Override
  public synchronized void read(SignalReader reader) throws HookException {
    checkAlive();
    try {
      attached.module().read(reader);
    } catch (LinkageError e) {
      throw bundleGone(e);
    }
  }

  @Override
  public synchronized long beats() throws HookException {
    checkAlive();
    try {
      return attached.module().beats();
    } catch (LinkageError e) {
      throw bundleGone(e);
    }
  }

  @Override
  public synchronized void readRules(RuleReader reader) throws HookException {
    checkAlive();
    try {
      attached.module().readRules(reader);
    } catch (LinkageError e) {
      throw bundleGone(e);
    }
  }

  @Override
  public synchronized Set<String> steered() {
    return ended ? Set.of() : Set.copyOf(attached.module().steered());
  }

  @Override
  public synchronized void steer(String rule, double allowed) throws HookException {
    checkAlive();
    try {
      attached.module().steer(rule, allowed);
    } catch (LinkageError e) {
      throw bundleGone(e);
    }
  }

  @Override
  public synchronized boolean shut() throws HookException {
    if (ended || !failsClosed(attached.spec())) {
      return false;
    }
    try {
      attached.module().shut();
      return true;
    } catch (LinkageError e) {
      throw bundleGone(e);
    }
  }

  /** The loopback interface is never closed: it is the way of who comes to help. */
  private static boolean failsClosed(AttachSpec spec) {
    return spec.failClosed() && !(spec.type().device() && spec.device().equals(LOOPBACK));
  }

  @Override
  public synchronized Status status() {
    if (ended) {
      return new Status(false, "let go", Map.of());
    }
    Map<String, String> facts = new TreeMap<>();
    facts.put(attached.spec().type().device() ? "interface" : "cgroup", attached.spec().device());
    facts.put("type", attached.spec().type().name().toLowerCase(java.util.Locale.ROOT));
    try {
      LinkInfo link = attached.links().info();
      int own = Bpf.programInfo(attached.object().program(attached.spec().program())).id();
      facts.put("link", Integer.toString(link.id()));
      facts.put("program", Integer.toString(own));
      if (attached.spec().failClosed()) {
        facts.put("whenAbsent", failsClosed(attached.spec()) ? "closed" : "open, as it is at lo");
      }
      String order = attached.links().order();
      if (!order.isEmpty()) {
        facts.put("order", order);
      }
      addModuleFacts(facts);
      return status(link, own, facts);
    } catch (KernelError | HookException e) {
      return new Status(false, String.valueOf(e.getMessage()), facts);
    }
  }

  @Override
  public void release() {
    synchronized (this) {
      if (!ended) {
        ended = true;
        attached.links().close();
        attached.object().close();
      }
    }
    synchronized (current) {
      current.remove(attached.spec().hook(), this);
      if (current.isEmpty()) {
        lock.release();
      }
    }
  }

  @Override
  public void detach() {
    synchronized (current) {
      synchronized (this) {
        if (!ended && !succeeded) {
          attached.links().detach();
          PinDirectory.removeAll(attached.pins().directory());
        }
      }
      release();
    }
  }

  /** Makes pins anew that somebody has removed, so that a successor finds them. */
  synchronized void restorePins() throws HookException {
    try {
      if (ended || attached.links().info().device() == 0) {
        return;
      }
    } catch (KernelError e) {
      throw Refusals.of(e);
    }
    PinDirectory pins = attached.pins();
    pins.make();
    attached.links().restorePins();
    for (String name : attached.object().maps()) {
      PinDirectory.restore(pins.map(name), attached.object().libbpfMap(name).fd());
    }
  }

  /** Another attachment of the same hook is in force: this one takes nothing down any more. */
  synchronized void succeeded() {
    succeeded = true;
  }

  private Status status(LinkInfo link, int own, Map<String, String> facts)
      throws HookException, KernelError {
    AttachSpec spec = attached.spec();
    Target target = Target.of(spec.type(), spec.device());
    String trouble = trouble(target, link, own);
    if (!trouble.isEmpty()) {
      return new Status(false, trouble, facts);
    }
    String how = how(target);
    facts.put("mode", how);
    String pin = attached.links().pinned() ? "" : "; its pin is gone, attach again";
    String note = attached.note().isEmpty() ? "" : "; " + attached.note();
    return new Status(true, how + " on " + target.name() + pin + note + modeNote(how), facts);
  }

  /** What is not as it was made, or nothing. */
  private String trouble(Target target, LinkInfo link, int own) throws HookException, KernelError {
    String what = (attached.spec().type().device() ? "interface " : "") + target.name();
    if (link.device() == 0) {
      return target.exists()
          ? "not attached to "
              + target.name()
              + " any more: detached by somebody, or the interface"
              + " was made anew; attach again"
          : what + " is gone";
    }
    if (target.number() != link.device()) {
      return what + " has another name now";
    }
    int running = attached.links().running();
    if (running != own) {
      return running == 0
          ? "no packet of " + what + " is handed on to it; attach again"
          : "program " + running + " has taken over";
    }
    return attached.links().trouble(attached.object());
  }

  private String how(Target target) {
    AttachSpec spec = attached.spec();
    if (spec.type().xdp()) {
      return "XDP " + xdpMode(target.number());
    }
    if (spec.type().device()) {
      return "tcx";
    }
    int programs = 1 + spec.further().size();
    return programs == 1 ? "1 program" : programs + " programs";
  }

  private static String xdpMode(int device) {
    int mode = Bpf.xdpMode(device);
    return mode >= 0 && mode < XDP_MODES.length ? XDP_MODES[mode] : "several";
  }

  private String modeNote(String how) {
    return switch (attached.spec().type()) {
      case XDP_NATIVE -> how.endsWith("native") ? "" : "; detach and attach to make it native";
      case XDP_GENERIC -> how.endsWith("generic") ? "" : "; detach and attach to make it generic";
      case XDP_AUTO, TCX_INGRESS, TCX_EGRESS -> "";
      case SOCK_OPS, CONNECT4, CONNECT6, SOCK_RELEASE, SK_LOOKUP, TRACEPOINT -> "";
    };
  }

  private void addModuleFacts(Map<String, String> facts) {
    try {
      facts.putAll(attached.module().facts());
    } catch (LinkageError e) {
      facts.put("module", bundleGone(e).getMessage());
    }
  }

  private void checkAlive() throws HookException {
    if (ended) {
      throw new HookException("hook " + attached.spec().hook() + " is not attached any more");
    }
  }

  private HookException bundleGone(LinkageError e) {
    return new HookException("the bundle of hook " + attached.spec().hook() + " is gone", e);
  }
}
