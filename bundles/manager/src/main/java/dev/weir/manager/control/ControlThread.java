package dev.weir.manager.control;

import dev.weir.hook.HookException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manager's thread: work is posted to it in order, and it ticks. */
final class ControlThread {

  private static final Logger LOG = LoggerFactory.getLogger(ControlThread.class);

  /** How long a caller waits for an answer: longer than a plane may take to refuse. */
  private static final long ANSWER_SECONDS = 30;

  private final ScheduledThreadPoolExecutor executor;
  private final Runnable tick;
  private long pollMs;
  private ScheduledFuture<?> ticking;

  ControlThread(Runnable tick, long pollMs) {
    this.tick = guarded(tick);
    this.pollMs = pollMs;
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "weir-control");
              thread.setDaemon(true);
              return thread;
            });
    ticking = schedule(pollMs);
  }

  private ScheduledFuture<?> schedule(long period) {
    return executor.scheduleWithFixedDelay(tick, period, period, TimeUnit.MILLISECONDS);
  }

  /** Changes the period of the tick. */
  synchronized void every(long period) {
    if (period != pollMs) {
      ticking.cancel(false);
      pollMs = period;
      ticking = schedule(period);
    }
  }

  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException | LinkageError bug) {
        LOG.error("the control loop met an error and goes on", bug);
      }
    };
  }

  void post(Runnable work) {
    if (!executor.isShutdown()) {
      executor.execute(guarded(work));
    }
  }

  <T> T ask(Supplier<T> question) {
    return await(executor.submit((Callable<T>) question::get));
  }

  /** Work on hooks that a plane may refuse. */
  interface HookWork {
    void run() throws HookException;
  }

  void askHook(HookWork work) throws HookException {
    Optional<HookException> refused =
        await(
            executor.submit(
                () -> {
                  try {
                    work.run();
                    return Optional.empty();
                  } catch (HookException refusal) {
                    return Optional.of(refusal);
                  }
                }));
    if (refused.isPresent()) {
      throw refused.get();
    }
  }

  private static <T> T await(Future<T> answer) {
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the manager", stop);
    } catch (TimeoutException late) {
      throw new IllegalStateException(
          "the manager did not answer within " + ANSWER_SECONDS + " s; see the log", late);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the manager failed: " + failed.getCause(), failed);
    }
  }

  /** Does what was posted and a last piece of work, and ends; waits for it. */
  void close(Runnable last) {
    post(last);
    executor.shutdown();
    try {
      if (!executor.awaitTermination(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        LOG.error("the control loop did not end within {} s", ANSWER_SECONDS);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
