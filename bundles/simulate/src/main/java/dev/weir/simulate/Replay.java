package dev.weir.simulate;

import dev.weir.engine.Engine;
import dev.weir.engine.call.Arguments;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.Values;
import dev.weir.engine.call.Verdict;
import dev.weir.rule.ParamValue;
import dev.weir.rule.ParamValue.OfBoolean;
import dev.weir.rule.ParamValue.OfDouble;
import dev.weir.rule.ParamValue.OfLong;
import dev.weir.rule.ParamValue.OfString;
import dev.weir.rule.RuleSet;
import dev.weir.simulate.trace.TraceClock;
import dev.weir.simulate.trace.TraceLine;
import dev.weir.simulate.trace.TraceLine.Enter;
import dev.weir.simulate.trace.TraceLine.Exit;
import dev.weir.simulate.trace.TraceLine.Signal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plays a trace on an engine: its clock stands where the trace says, a wait moves nothing.
 *
 * <p>At most {@value #MAX_RUNNING} calls run at once. Where more do, the oldest is taken for one
 * that never exits, and its exit, should it come, is passed over; {@link #forgotten} counts them.
 */
public final class Replay {

  /** Most calls that run at the same time. */
  public static final int MAX_RUNNING = 1_000_000;

  private static final int MAX_SPARE = 1000;

  private final Engine engine;
  private final Map<String, Entry> running = new LinkedHashMap<>();
  private final Deque<Entry> spare = new ArrayDeque<>();
  private long nowNanos = TraceClock.epochNanos(0);
  private long forgotten;

  /** An engine with Sentinel's semantics, and no rules yet. */
  public Replay() {
    engine = new Engine(() -> nowNanos);
  }

  /** Puts rules in force at the time of the last line. */
  public void load(RuleSet rules) {
    engine.load(rules);
  }

  /** How many calls were taken for ones that never exit. */
  public long forgotten() {
    return forgotten;
  }

  /** Moves the clock. */
  public void at(long atNanos) {
    nowNanos = TraceClock.epochNanos(atNanos);
  }

  /**
   * Plays a line; those with rules only move the clock: reading them is the caller's.
   *
   * @return the call that was decided; null when the line is no enter. It is valid until the next
   *     line
   */
  public @Nullable Entry play(TraceLine line) {
    at(line.atNanos());
    if (line instanceof Enter enter) {
      return enter(enter);
    }
    if (line instanceof Exit exit) {
      exit(exit);
    } else if (line instanceof Signal signal) {
      signal(signal);
    }
    return null;
  }

  private Entry enter(Enter line) {
    Entry entry = spare.isEmpty() ? new Entry() : spare.pop();
    entry.batch(line.batch()).inbound(line.inbound());
    Arguments arguments = entry.arguments().clear();
    for (ParamValue value : line.args()) {
      add(arguments.args(), value);
    }
    for (Map.Entry<String, ParamValue> attachment : line.attachments().entrySet()) {
      add(arguments.attach(attachment.getKey()), attachment.getValue());
    }
    engine.enter(engine.resource(line.resource()), entry);
    if (entry.verdict() == Verdict.BLOCK) {
      keep(entry);
    } else {
      run(line.id(), entry);
    }
    return entry;
  }

  private void run(String id, Entry entry) {
    running.put(id, entry);
    if (running.size() > MAX_RUNNING) {
      Iterator<Entry> oldest = running.values().iterator();
      oldest.next();
      oldest.remove();
      forgotten++;
    }
  }

  private void exit(Exit line) {
    Entry entry = running.remove(line.id());
    if (entry != null) {
      engine.exit(entry, line.error());
      keep(entry);
    }
  }

  private void keep(Entry entry) {
    if (spare.size() < MAX_SPARE) {
      spare.push(entry);
    }
  }

  private void signal(Signal line) {
    if (line.load() != null) {
      engine.signals().load(line.load());
    }
    if (line.cpuUsage() != null) {
      engine.signals().cpuUsage(line.cpuUsage());
    }
    if (line.memoryBytes() != null) {
      engine.signals().memoryBytes(line.memoryBytes());
    }
  }

  private static void add(Values values, @Nullable ParamValue value) {
    if (value == null) {
      values.add((String) null);
    } else if (value instanceof OfLong whole) {
      values.add(whole.value());
    } else if (value instanceof OfString text) {
      values.add(text.value());
    } else if (value instanceof OfBoolean flag) {
      values.add(flag.value());
    } else if (value instanceof OfDouble decimal) {
      values.add(decimal.value());
    }
  }
}
