package dev.weir.bench.kernel.swaps;

import dev.weir.hook.Attachment;
import dev.weir.libbpf.live.LibbpfKernel;
import dev.weir.testbed.ChildJvm;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * A process that attaches a hook, over what another has left, and waits to be killed. It prints how
 * long the attaching took, and how long it was from its own start, in milliseconds.
 */
final class Holder {

  private Holder() {}

  /** Name of the subject, directory of the pins, point. */
  public static void main(String[] args) throws Exception {
    long begin = System.nanoTime();
    Attachment attachment =
        Subject.valueOf(args[0]).attach(new LibbpfKernel(Path.of(args[1])), args[2]);
    long millis = (System.nanoTime() - begin) / 1_000_000;
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    System.out.println(millis + " " + (System.currentTimeMillis() - started));
    ChildJvm.awaitKill();
    attachment.detach();
  }
}
