package dev.weir.wasm.linker.maven;

import dev.weir.wasm.linker.LinkException;
import dev.weir.wasm.linker.LinkRequest;
import dev.weir.wasm.linker.LinkedModule;
import dev.weir.wasm.linker.Linker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;
import org.teavm.vm.TeaVMOptimizationLevel;

/** Links the module's classes and what they need to one proxy-wasm module. */
@Mojo(
    name = "link",
    defaultPhase = LifecyclePhase.PROCESS_CLASSES,
    requiresDependencyResolution = ResolutionScope.COMPILE,
    threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class LinkMojo extends AbstractMojo {

  /** The class whose {@code main(String[])} runs when the VM starts. */
  @Parameter(required = true)
  private String mainClass;

  /** Where the module goes. */
  @Parameter(
      defaultValue = "${project.build.outputDirectory}/${project.artifactId}.wasm",
      required = true)
  private File output;

  /** Where a list of what takes the module's room goes. */
  @Parameter(defaultValue = "${project.build.directory}/wasm-sizes")
  private File sizes;

  /** SIMPLE, ADVANCED or FULL. */
  @Parameter(property = "weir.wasm.optimisation", defaultValue = "ADVANCED")
  private TeaVMOptimizationLevel optimisation;

  /**
   * A file of what is not in this build, a name a line: {@code package.Class#method}, or {@code
   * package.Class} for a class that has no objects; {@code #} at its beginning makes a line a
   * comment. Who calls or makes one gets an {@code UnsupportedOperationException}.
   */
  @Parameter private @Nullable File leftOut;

  /**
   * A file of what runs for every request, a class or a package a line, all that is below it
   * included, and after a {@code !} what of these does not, a class or {@code
   * package.Class#method}; {@code #} at its beginning makes a line a comment. All else is compiled
   * in less time when a VM starts, and is somewhat slower to run; without a file nothing is.
   */
  @Parameter private @Nullable File often;

  /** Linear memory, in pages of 64 KiB; it never grows. */
  @Parameter(defaultValue = "" + LinkRequest.DEFAULT_PAGES)
  private int memoryPages;

  /** The program: the project's classes, then its dependencies. */
  @Parameter(defaultValue = "${project.compileClasspathElements}", readonly = true)
  private List<String> classpath;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    List<Path> entries = classpath.stream().map(Path::of).toList();
    try {
      LinkedModule module =
          new Linker()
              .link(
                  new LinkRequest(
                      mainClass, entries, optimisation, lines(leftOut), lines(often), memoryPages));
      Files.createDirectories(output.toPath().getParent());
      Files.write(output.toPath(), module.code());
      Files.createDirectories(sizes.toPath());
      Path listing = sizes.toPath().resolve(output.getName() + ".txt");
      Files.writeString(listing, module.listing());
      getLog().info(output.getName() + ": " + module.code().length + " bytes " + module.sizes());
      getLog().info("imports " + String.join(" ", module.imports()));
      getLog().info("exports " + String.join(" ", module.exports()));
      getLog().info("what takes the room: " + listing);
    } catch (LinkException e) {
      throw new MojoFailureException("cannot link " + mainClass + ":\n" + e.getMessage(), e);
    } catch (IOException e) {
      throw new MojoExecutionException("cannot write " + output + ": " + e.getMessage(), e);
    }
  }

  private static Set<String> lines(@Nullable File file) throws IOException {
    if (file == null) {
      return Set.of();
    }
    return Files.readAllLines(file.toPath()).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .collect(Collectors.toUnmodifiableSet());
  }
}
