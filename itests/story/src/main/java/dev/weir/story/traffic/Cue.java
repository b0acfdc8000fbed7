package dev.weir.story.traffic;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** What passes between a job and whoever runs it: that traffic flows, and that it is to end. */
public final class Cue {

  private final Runnable onFlowing;
  private final AtomicBoolean announced = new AtomicBoolean();
  private volatile boolean ended;

  /**
   * @param onFlowing run once, when traffic flows
   */
  public Cue(Runnable onFlowing) {
    this.onFlowing = onFlowing;
  }

  /** Traffic flows; the job says it at least once. */
  void flowing() {
    if (announced.compareAndSet(false, true)) {
      onFlowing.run();
    }
  }

  /** Ends the job before it is done. */
  public void end() {
    ended = true;
  }

  /** Whether the job is to end now. */
  boolean ended() {
    return ended;
  }

  /** Ends the job when a stream ends: when the parent closes it, or is no more. */
  void endWith(InputStream in) {
    Thread watcher = new Thread(() -> drain(in), "cue");
    watcher.setDaemon(true);
    watcher.start();
  }

  private void drain(InputStream in) {
    try (in) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // A broken pipe is an end too.
    }
    ended = true;
  }
}
