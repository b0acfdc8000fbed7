package dev.weir.simulate;

import dev.weir.engine.call.Entry;
import dev.weir.rule.Rule;
import dev.weir.simulate.trace.JsonText;
import dev.weir.simulate.trace.TraceLine.Enter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** Decisions as JSON lines, one for each call. */
final class DecisionLines implements Report, AutoCloseable {

  private final JsonText out;

  DecisionLines(OutputStream out) {
    this.out = new JsonText(out);
  }

  @Override
  public void decided(Enter call, Entry entry) throws IOException {
    out.raw("{\"id\":").string(call.id());
    switch (entry.verdict()) {
      case PASS -> out.raw(",\"verdict\":\"pass\"");
      case WAIT -> out.raw(",\"verdict\":\"wait\",\"waitMs\":").millis(entry.waitNanos());
      case BLOCK -> {
        Rule rule = Objects.requireNonNull(entry.blockedBy());
        out.raw(",\"verdict\":\"block\",\"by\":\"").raw(Cause.of(rule).word()).raw("\"");
      }
    }
    out.raw("}\n");
  }

  /** Writes out what is left; does not close the stream. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
