package dev.weir.bench;

import java.util.List;

/** A benchmark that {@code ./weir bench} knows by name. */
public interface Suite {

  /** Its name on the command line. */
  String name();

  /** What it measures, in one line. */
  String subject();

  /** Whether it runs only when it is named: it takes long. */
  default boolean onlyByName() {
    return false;
  }

  /**
   * Measures.
   *
   * @param settings where the parts are
   * @throws Exception when it cannot; the message says what is missing
   */
  List<Row> run(Settings settings) throws Exception;
}
