package dev.weir.bench.decision.loop;

/** On the JVM, in a process of its own. */
public final class JvmProgram {

  private JvmProgram() {}

  /** Prints the lines. */
  public static void main(String[] arguments) {
    long begin = System.nanoTime();
    new Rounds(() -> System.nanoTime() - begin, System.out::println, Rounds.ENOUGH).run();
  }
}
