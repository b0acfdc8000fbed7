package dev.weir.itests.karaf;

import dev.weir.hook.SignalEvent;
import dev.weir.hook.SignalReader;
import dev.weir.hook.SignalSource;
import java.util.concurrent.atomic.AtomicLong;

/** A source of one resource, whose passes a test counts. */
final class Counting implements SignalSource {

  private final String resource;
  private final AtomicLong total;

  Counting(String resource, AtomicLong total) {
    this.resource = resource;
    this.total = total;
  }

  @Override
  public String origin() {
    return "itest";
  }

  @Override
  public int rank() {
    return 1;
  }

  @Override
  public void read(SignalReader reader) {
    reader.total(resource, SignalEvent.PASS, total.get());
  }
}
