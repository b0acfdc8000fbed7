package dev.weir.wasm.linker;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.teavm.vm.TeaVMOptimizationLevel;

/**
 * What to link.
 *
 * @param mainClass the class whose {@code main(String[])} Envoy runs when the VM starts
 * @param classpath directories and jars with the program, without TeaVM's own
 * @param optimisation how hard TeaVM tries
 * @param leftOut what is not in this build: {@code package.Class#method}, or {@code package.Class}
 *     for a class that has no objects; who calls or makes one gets an {@link
 *     UnsupportedOperationException}
 * @param often what runs for every request: classes, packages with all that is below them, and
 *     after a {@code !} what of these does not, {@code package.Class} or {@code
 *     package.Class#method}; the calls of all others are made such that V8 does not put the one
 *     into the other; empty to leave all calls as they are
 * @param memoryPages size of linear memory in pages of 64 KiB, 2 to {@value #MAX_PAGES}; it never
 *     grows
 */
public record LinkRequest(
    String mainClass,
    List<Path> classpath,
    TeaVMOptimizationLevel optimisation,
    Set<String> leftOut,
    Set<String> often,
    int memoryPages) {

  /** What Envoy allows: 1 GiB. */
  public static final int MAX_PAGES = 16_384;

  /** Room for the largest header that Envoy can be told to accept (8 MiB), and for the rules. */
  public static final int DEFAULT_PAGES = 512;

  public LinkRequest {
    classpath = List.copyOf(classpath);
    leftOut = Set.copyOf(leftOut);
    often = Set.copyOf(often);
    if (memoryPages < 2 || memoryPages > MAX_PAGES) {
      throw new IllegalArgumentException(
          "memoryPages must be 2 to " + MAX_PAGES + ", was " + memoryPages);
    }
  }

  /** The program, optimised, in memory of the default size. */
  public static LinkRequest of(String mainClass, List<Path> classpath) {
    return new LinkRequest(
        mainClass, classpath, TeaVMOptimizationLevel.ADVANCED, Set.of(), Set.of(), DEFAULT_PAGES);
  }
}
