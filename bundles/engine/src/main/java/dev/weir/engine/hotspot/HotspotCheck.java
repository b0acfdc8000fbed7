package dev.weir.engine.hotspot;

import dev.weir.engine.call.Arguments;
import dev.weir.engine.call.Check;
import dev.weir.engine.call.Entry;
import dev.weir.engine.call.ParamHash;
import dev.weir.engine.call.Values;
import dev.weir.rule.HotspotRule;

/**
 * A hotspot rule in the plan of a resource. It has the attachment of the rule's key or, where the
 * call has none, the argument of the rule's index; a call that has neither passes.
 */
public final class HotspotCheck extends Check {

  private static final long NANOS_PER_MS = 1_000_000;

  private final HotspotRule rule;
  private final Counter counter;
  private final ParamTable table;
  private final ParamHash hash;
  private final String key;
  private final int index;

  HotspotCheck(HotspotRule rule, Counter counter, ParamTable table, ParamHash hash) {
    this.rule = rule;
    this.counter = counter;
    this.table = table;
    this.hash = hash;
    this.key = rule.param().key();
    this.index = rule.param().index();
  }

  /** How many values are told apart now. */
  public int values() {
    return table.size();
  }

  /** About how many bytes its values take. */
  public long bytes() {
    return table.bytes();
  }

  ParamTable table() {
    return table;
  }

  @Override
  public HotspotRule rule() {
    return rule;
  }

  @Override
  public int parts() {
    return counter instanceof Running ? ADMITS | COMPLETES : 0;
  }

  @Override
  public long check(Entry entry, long nowNanos) {
    long value = value(entry.arguments());
    if (value == ParamHash.NONE) {
      return PASS;
    }
    long found = counter.check(value, nowNanos / NANOS_PER_MS, entry.batch());
    return found > 0 ? found * NANOS_PER_MS : found;
  }

  /** The value's hash; {@link ParamHash#NONE} when the call does not have it. */
  private long value(Arguments arguments) {
    if (!key.isEmpty()) {
      int attachment = arguments.find(key);
      if (attachment >= 0) {
        long value = arguments.attachments().hash(attachment, hash);
        if (value != ParamHash.NONE) {
          return value;
        }
      }
    }
    Values args = arguments.args();
    return args.hash(index < 0 ? args.size() + index : index, hash);
  }

  @Override
  public boolean admit(Entry entry, long nowNanos) {
    long value = value(entry.arguments());
    return value == ParamHash.NONE || !(counter instanceof Running calls) || calls.enter(value);
  }

  @Override
  public void withdraw(Entry entry, long nowNanos) {
    leave(entry);
  }

  @Override
  public void completed(Entry entry, long nowNanos, long rtMs, boolean error) {
    leave(entry);
  }

  private void leave(Entry entry) {
    long value = value(entry.arguments());
    if (value != ParamHash.NONE && counter instanceof Running calls) {
      calls.leave(value);
    }
  }
}
