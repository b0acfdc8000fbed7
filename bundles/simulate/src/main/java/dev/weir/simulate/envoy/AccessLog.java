package dev.weir.simulate.envoy;

import dev.weir.simulate.trace.InputException;
import dev.weir.simulate.trace.JsonText;
import dev.weir.simulate.trace.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.PriorityQueue;

/**
 * An access log, in the order in which calls ended. Its trace is in order of time: events wait in a
 * queue until none that is older can come. Calls that took longer than {@value #HORIZON_MIN}
 * minutes enter late.
 */
public final class AccessLog {

  private static final int HORIZON_MIN = 10;
  private static final long HORIZON_NANOS = HORIZON_MIN * 60_000_000_000L;

  /** Most events that wait; with more, the oldest is written although an older one may come. */
  private static final int MAX_WAITING = 400_000;

  /** The trace begins at a multiple of this, so that windows lie as they lay in time. */
  private static final long ALIGNMENT_NANOS = 100_000_000_000L;

  private final Lines lines;
  private final PriorityQueue<Event> waiting = new PriorityQueue<>();
  private long newestEnd;
  private long written = Long.MIN_VALUE;
  private long base = Long.MIN_VALUE;
  private long order;

  /**
   * An event of the trace. At one time, calls that began before end first; those that take no time
   * begin and end among those that begin.
   */
  private record Event(
      long atNanos, boolean exit, boolean endsFirst, long order, String id, LoggedCall call)
      implements Comparable<Event> {

    @Override
    public int compareTo(Event other) {
      if (atNanos != other.atNanos) {
        return Long.compare(atNanos, other.atNanos);
      }
      return endsFirst == other.endsFirst
          ? Long.compare(order, other.order)
          : Boolean.compare(other.endsFirst, endsFirst);
    }
  }

  /**
   * Reads a log from a stream, which the caller closes.
   *
   * @param name what errors call it
   */
  public AccessLog(InputStream in, String name) {
    this.lines = new Lines(in, name);
  }

  /** Writes the trace of the whole log. */
  public void writeTrace(OutputStream stream) throws IOException, InputException {
    try (JsonText out = new JsonText(stream)) {
      while (lines.advance()) {
        if (!lines.isBlank()) {
          take(LogLineReader.read(lines), Long.toString(lines.number()));
          writeUntil(out, newestEnd - HORIZON_NANOS, MAX_WAITING);
        }
      }
      writeUntil(out, Long.MAX_VALUE, 0);
    }
  }

  private void take(LoggedCall call, String id) {
    long start = Math.max(call.startNanos(), written);
    long end = Math.max(call.startNanos() + call.durationNanos(), start);
    newestEnd = Math.max(newestEnd, end);
    waiting.add(new Event(start, false, false, order++, id, call));
    waiting.add(new Event(end, true, end > start, order++, id, call));
  }

  private void writeUntil(JsonText out, long nanos, int most) throws IOException {
    Event oldest = waiting.peek();
    while (oldest != null && (oldest.atNanos() <= nanos || waiting.size() > most)) {
      waiting.poll();
      write(out, oldest);
      oldest = waiting.peek();
    }
  }

  private void write(JsonText out, Event event) throws IOException {
    if (base == Long.MIN_VALUE) {
      base = event.atNanos() - Math.floorMod(event.atNanos(), ALIGNMENT_NANOS);
    }
    written = event.atNanos();
    out.raw("{\"at\":").millis(written - base);
    if (event.exit()) {
      out.raw(",\"exit\":").string(event.id());
      out.raw(event.call().error() ? ",\"error\":true}\n" : "}\n");
      return;
    }
    out.raw(",\"enter\":").string(event.call().resource()).raw(",\"id\":").string(event.id());
    Attachments.write(out, event.call().attachments());
    out.raw(",\"traffic\":\"inbound\"}\n");
  }
}
