package dev.weir.bench.kernel.swaps;

import dev.weir.hook.Attachment;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.testbed.ChildJvm;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A hook swapped, or left by a killed process and adopted by the next, or, as a control, taken off
 * and put on, again and again while packets flow.
 *
 * @param account what became of the packets
 * @param perSecond packets
 * @param millis what each swap or adoption took, the loading of the object among it, shortest first
 * @param sinceStart of an adoption, how long it was from the start of its process, in milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Trial(Account account, long perSecond, long[] millis, long[] sinceStart) {

  /** Replaces the hook so many times by a version of itself. */
  static Trial swaps(Subject subject, int times, IntConsumer progress) throws Exception {
    return replaced(subject, times, progress, (stage, traffic) -> {});
  }

  /** Kills so many processes, each of which has adopted the hook from the one before. */
  static Trial kills(Subject subject, int times, IntConsumer progress) throws Exception {
    long[] millis = new long[times];
    long[] sinceStart = new long[times];
    try (Stage stage = Stage.of(subject)) {
      ChildJvm holder = holder(subject, stage);
      try (Traffic traffic = stage.traffic()) {
        for (int i = 0; i < times; i++) {
          traffic.awaitMore();
          holder.kill();
          traffic.awaitMore();
          holder = holder(subject, stage);
          String said = lastLine(holder.said());
          millis[i] = Long.parseLong(said.substring(0, said.indexOf(' ')));
          sinceStart[i] = Long.parseLong(said.substring(said.indexOf(' ') + 1));
          progress.accept(i + 1);
        }
        holder.kill();
        return adopted(subject, stage, traffic, millis, sinceStart);
      } finally {
        holder.close();
      }
    }
  }

  /**
   * Takes the hook off so many times, lets some traffic by, and attaches it again with the counts
   * that it had. This is what a swap must not be: a trial that sees nothing of it sees nothing.
   */
  static Trial gaps(Subject subject, int times, IntConsumer progress) throws Exception {
    return replaced(
        subject,
        times,
        progress,
        (stage, traffic) -> {
          PinnedLinks.detach(stage.pins());
          traffic.awaitMore();
        });
  }

  /**
   * Attaches the hook so many times where nothing is, and takes it off again; nothing flows.
   *
   * @return what each took with its rules in force, in milliseconds, shortest first
   */
  static long[] loads(Subject subject, int times) throws Exception {
    long[] millis = new long[times];
    try (Stage stage = Stage.of(subject)) {
      LibbpfKernel kernel = new LibbpfKernel(stage.pins());
      for (int i = 0; i < times; i++) {
        long begin = System.nanoTime();
        Attachment attachment = subject.attach(kernel, stage.point());
        millis[i] = (System.nanoTime() - begin) / 1_000_000;
        attachment.detach();
      }
    }
    Arrays.sort(millis);
    return millis;
  }

  /** What is done before each replacement, and counts as a part of it. */
  private interface Before {
    void replace(Stage stage, Traffic traffic) throws Exception;
  }

  private static Trial replaced(Subject subject, int times, IntConsumer progress, Before before)
      throws Exception {
    long[] millis = new long[times];
    try (Stage stage = Stage.of(subject)) {
      LibbpfKernel kernel = new LibbpfKernel(stage.pins());
      Attachment attachment = subject.attach(kernel, stage.point());
      try (Traffic traffic = stage.traffic()) {
        for (int i = 0; i < times; i++) {
          traffic.awaitMore();
          long begin = System.nanoTime();
          before.replace(stage, traffic);
          Attachment next = subject.attach(kernel, stage.point());
          millis[i] = (System.nanoTime() - begin) / 1_000_000;
          attachment.release();
          attachment = next;
          progress.accept(i + 1);
        }
        traffic.awaitMore();
        return of(traffic, attachment, millis, new long[0]);
      } finally {
        attachment.detach();
      }
    }
  }

  private static ChildJvm holder(Subject subject, Stage stage) throws Exception {
    return ChildJvm.start(Holder.class, subject.name(), stage.pins().toString(), stage.point());
  }

  /** Before it, warnings of the process may be. */
  private static String lastLine(String text) {
    return text.lines().reduce("", (before, line) -> line);
  }

  private static Trial adopted(
      Subject subject, Stage stage, Traffic traffic, long[] millis, long[] sinceStart)
      throws Exception {
    Attachment attachment = subject.attach(new LibbpfKernel(stage.pins()), stage.point());
    try {
      return of(traffic, attachment, millis, sinceStart);
    } finally {
      attachment.detach();
    }
  }

  private static Trial of(Traffic traffic, Attachment attachment, long[] millis, long[] sinceStart)
      throws Exception {
    long perSecond = traffic.perSecond();
    Account account = traffic.end(attachment);
    Arrays.sort(millis);
    Arrays.sort(sinceStart);
    return new Trial(account, perSecond, millis, sinceStart);
  }
}
