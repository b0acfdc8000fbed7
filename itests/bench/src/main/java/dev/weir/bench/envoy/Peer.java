package dev.weir.bench.envoy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What others have written and the script has built, or could not.
 *
 * @param file its module or program; none if it could not be had
 * @param why it could not
 */
record Peer(Optional<Path> file, String why) {

  /**
   * Finds one by the environment.
   *
   * @param variable has its path; {@code variable_MISSING} says why there is none
   */
  static Peer of(String variable) {
    return of(variable, System.getenv());
  }

  static Peer of(String variable, Map<String, String> environment) {
    Optional<Path> file =
        Optional.ofNullable(environment.get(variable)).map(Path::of).filter(Files::exists);
    String why = environment.get(variable + "_MISSING");
    return new Peer(file, why == null || why.isEmpty() ? variable + " names no file" : why);
  }
}
