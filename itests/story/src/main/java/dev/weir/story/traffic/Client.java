package dev.weir.story.traffic;

/**
 * A traffic client in a process of its own.
 *
 * <p>Its argument is a {@link Job} as JSON. It prints {@value #FLOWING} once traffic flows, at the
 * end its result as one line of JSON, and ends early when its standard input does.
 */
public final class Client {

  /** The line that says that traffic flows. */
  public static final String FLOWING = "flowing";

  private Client() {}

  /** Runs the job given as the one argument. */
  public static void main(String[] args) throws Exception {
    Job job = Wire.read(args[0], Job.class);
    Cue cue = new Cue(() -> System.out.println(FLOWING));
    cue.endWith(System.in);
    Object result = job.run(cue);
    cue.flowing();
    System.out.println(Wire.line(result));
  }
}
