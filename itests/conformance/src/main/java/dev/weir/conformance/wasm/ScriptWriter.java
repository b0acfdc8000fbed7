package dev.weir.conformance.wasm;

import dev.weir.rule.ParamValue;
import dev.weir.rule.ParamValue.OfBoolean;
import dev.weir.rule.ParamValue.OfDouble;
import dev.weir.rule.ParamValue.OfLong;
import dev.weir.rule.ParamValue.OfString;
import dev.weir.rule.RuleSet;
import dev.weir.simulate.trace.TraceClock;
import dev.weir.simulate.trace.TraceLine.Enter;
import dev.weir.simulate.trace.TraceLine.Exit;
import dev.weir.simulate.trace.TraceLine.Signal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Packs traces into a script; on the JVM. */
public final class ScriptWriter {

  private static final int CAPACITY = 8 << 20;

  private final ByteBuffer out = ByteBuffer.allocate(CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
  private final RuleEncoder rules = new RuleEncoder(this);
  private final Map<String, Integer> slots = new HashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private int highest;

  /** Empties it. */
  public void clear() {
    out.clear();
  }

  /** How many bytes it has. */
  public int size() {
    return out.position();
  }

  /** The script, ended. */
  public byte[] script() {
    u8(Op.END);
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  /** A new engine. */
  public void reset() {
    u8(Op.RESET);
    slots.clear();
    free.clear();
    highest = 0;
  }

  /** A new engine with options, which are named as the engine names them. */
  public void options(Collection<String> names) {
    int sum = 0;
    for (String name : names) {
      sum +=
          switch (name) {
            case "evictedValuesInheritDebt" -> Op.INHERITED_DEBT;
            case "rollbackRenewsRetry" -> Op.RENEWED_RETRY;
            case "abandonedProbesRetry" -> Op.ABANDONED_PROBES;
            case "maxResources" -> Op.FEW_RESOURCES;
            default -> throw new IllegalArgumentException("no such option: " + name);
          };
    }
    reset();
    u8(Op.OPTIONS);
    u8(sum);
  }

  /** The engine is asked, in words; {@code blockedBy} is the rule that blocked the last call. */
  public void ask(long atNanos, String question) {
    u8(Op.ASK);
    i64(TraceClock.epochNanos(atNanos));
    string(question);
  }

  /** Rules come into force. */
  public void rules(long atNanos, RuleSet set) {
    u8(Op.RULES);
    i64(TraceClock.epochNanos(atNanos));
    rules.encode(set);
  }

  /** A call enters, into a slot until it exits or {@link #blocked}. */
  public void enter(Enter line) {
    Integer spare = free.poll();
    int slot = spare == null ? highest++ : spare;
    if (slot >= Op.SLOTS) {
      throw new IllegalStateException("more than " + Op.SLOTS + " calls run at once");
    }
    slots.put(line.id(), slot);
    enter(slot, line);
  }

  /** A call enters in a slot, whoever is in it. */
  public void enter(int slot, Enter line) {
    u8(Op.ENTER);
    i64(TraceClock.epochNanos(line.atNanos()));
    string(line.resource());
    i32(slot);
    i64(line.batch());
    u8(line.inbound() ? 1 : 0);
    u8(line.args().size());
    for (ParamValue value : line.args()) {
      value(value);
    }
    u8(line.attachments().size());
    for (Map.Entry<String, ParamValue> attachment : line.attachments().entrySet()) {
      string(attachment.getKey());
      value(attachment.getValue());
    }
  }

  /** The call that entered was blocked: its slot is free again. */
  public void blocked(String id) {
    Integer slot = slots.remove(id);
    if (slot != null) {
      free.push(slot);
    }
  }

  /** A call exits; one that does not run is left out. */
  public void exit(Exit line) {
    Integer slot = slots.remove(line.id());
    if (slot != null) {
      exit(slot, line);
      free.push(slot);
    }
  }

  /** The call in a slot exits, whoever is in it. */
  public void exit(int slot, Exit line) {
    u8(Op.EXIT);
    i64(TraceClock.epochNanos(line.atNanos()));
    i32(slot);
    u8(line.error() ? 1 : 0);
  }

  /** The host measures. */
  public void signal(Signal line) {
    u8(Op.SIGNAL);
    i64(TraceClock.epochNanos(line.atNanos()));
    figure(line.load());
    figure(line.cpuUsage());
    Long memory = line.memoryBytes();
    u8(memory == null ? 0 : 1);
    if (memory != null) {
      i64(memory);
    }
  }

  private void figure(@Nullable Double value) {
    u8(value == null ? 0 : 1);
    if (value != null) {
      f64(value);
    }
  }

  void value(@Nullable ParamValue value) {
    if (value instanceof OfLong whole) {
      u8(Op.LONG);
      i64(whole.value());
    } else if (value instanceof OfString text) {
      u8(Op.STRING);
      string(text.value());
    } else if (value instanceof OfBoolean flag) {
      u8(Op.BOOLEAN);
      u8(flag.value() ? 1 : 0);
    } else if (value instanceof OfDouble decimal) {
      u8(Op.DOUBLE);
      f64(decimal.value());
    } else {
      u8(Op.NONE);
    }
  }

  void u8(int value) {
    out.put((byte) value);
  }

  void i32(int value) {
    out.putInt(value);
  }

  void i64(long value) {
    out.putLong(value);
  }

  void f64(double value) {
    out.putLong(Double.doubleToLongBits(value));
  }

  void string(String text) {
    out.putInt(text.length());
    for (int i = 0; i < text.length(); i++) {
      out.putChar(text.charAt(i));
    }
  }
}
