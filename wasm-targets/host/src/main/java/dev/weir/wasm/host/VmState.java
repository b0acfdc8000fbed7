package dev.weir.wasm.host;

import dev.weir.wasm.sdk.abi.Memory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/** Where one VM stands: its contexts, the one that is meant, and the calls that it may make. */
final class VmState {

  /** What the VM is doing, by which the host knows what it may call. */
  enum Phase {
    /** main: logging and randomness only. */
    STARTING,
    /** Callbacks. */
    RUNNING
  }

  private static final int REMEMBERED_CALLS = 1_000;

  final MockProxy proxy;
  final GuestBytes bytes;
  final Map<Integer, Scope> scopes = new HashMap<>();
  final List<Callout> callouts = new ArrayList<>();
  int tickPeriod;
  private final Set<String> expected;
  private final Deque<String> journal = new ArrayDeque<>();
  private Phase phase = Phase.STARTING;
  private int effective;
  private int calls;

  VmState(MockProxy proxy, Memory memory, IntUnaryOperator allocator, Set<String> expected) {
    this.proxy = proxy;
    this.bytes = new GuestBytes(memory, allocator);
    this.expected = Set.copyOf(expected);
  }

  /** A callback of the context begins. */
  void enter(int context) {
    phase = Phase.RUNNING;
    effective = context;
  }

  /** Makes the calls that follow be about another context; whether there is one. */
  boolean mean(int context) {
    if (!scopes.containsKey(context)) {
      return false;
    }
    effective = context;
    return true;
  }

  /** The context that calls are about. */
  Scope scope(String call) {
    Scope scope = scopes.get(effective);
    if (scope == null) {
      throw new IllegalStateException(
          call + " about context " + effective + ", which is not there");
    }
    return scope;
  }

  Set<String> expected() {
    return expected;
  }

  List<String> journal() {
    return List.copyOf(journal);
  }

  int calls() {
    return calls;
  }

  /** Logging and randomness, which are allowed always. */
  void always(String call) {
    remember(call);
  }

  /** A call comes in: it must be one that the test expects, at a moment when calls are allowed. */
  void called(String call) {
    remember(call);
    calls++;
    if (phase == Phase.STARTING || bytes.allocating()) {
      throw new IllegalStateException(
          "proxy_" + call + " while " + (bytes.allocating() ? "allocating" : phase));
    }
  }

  private void remember(String call) {
    if (!expected.contains(call)) {
      throw new IllegalStateException(
          "the filter calls proxy_" + call + ", which the test does not expect: " + expected);
    }
    if (journal.size() == REMEMBERED_CALLS) {
      journal.removeFirst();
    }
    journal.add(call);
  }
}
