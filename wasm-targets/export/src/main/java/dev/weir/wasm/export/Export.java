package dev.weir.wasm.export;

import dev.weir.hook.Document;
import dev.weir.hook.HookException;
import dev.weir.hook.Problem;
import dev.weir.hook.RuleFormat.Reading;
import dev.weir.hook.RuleFormat.Sourced;
import dev.weir.opensergo.OpenSergoFormat;
import dev.weir.opensergo.check.RuleFiles;
import dev.weir.rule.RuleSet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code envoy RULES…} writes a bootstrap for an Envoy, {@code istio RULES…} objects for a mesh;
 * both write the modules beside it.
 */
public final class Export {

  private static final int WRONG = 2;
  private static final int FAILED = 1;

  private final PrintStream out;
  private final PrintStream err;

  /** What was written goes to {@code out}, what the user should know to {@code err}. */
  public Export(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs, and exits with what {@link #run} gives. */
  public static void main(String... arguments) {
    System.exit(new Export(System.out, System.err).run(arguments));
  }

  /** Runs; gives 0, or 2 when the command line or a rule is wrong, or 1 when it cannot write. */
  public int run(String... arguments) {
    try {
      Options options = Options.of(List.of(arguments));
      List<Problem> problems = new ArrayList<>();
      RuleSet rules = read(options.files(), problems);
      if (!problems.isEmpty()) {
        problems.forEach(problem -> err.println("weir: " + problem));
        err.println("weir: nothing was written");
        return WRONG;
      }
      Optional<WeirService> service = options.daemon().map(WeirService::new);
      Filters filters = Filters.of(rules, version(), service.isPresent());
      filters.notes().forEach(note -> err.println("weir: " + note));
      if (filters.exported().isEmpty()) {
        err.println("weir: no filter enforces any of these rules; nothing was written");
        return WRONG;
      }
      write(options, filters.exported(), service);
      return 0;
    } catch (UsageException e) {
      err.println("weir: " + e.getMessage() + "; see ./weir export --help");
      return WRONG;
    } catch (HookException | IOException e) {
      err.println("weir: " + e.getMessage());
      return FAILED;
    }
  }

  private static RuleSet read(List<String> files, List<Problem> problems) {
    List<Document> documents = new ArrayList<>();
    RuleFiles.read(files, documents, problems);
    Reading reading = new OpenSergoFormat().read(documents);
    problems.addAll(reading.problems());
    return new RuleSet(1, reading.rules().stream().map(Sourced::rule).toList());
  }

  private void write(Options options, List<Exported> filters, Optional<WeirService> service)
      throws UsageException, IOException {
    Path folder = Path.of(options.value("--out", "weir-export")).toAbsolutePath().normalize();
    String name = options.form() + ".yaml";
    String text = Tree.yaml(documents(options, filters, folder, service));
    Files.createDirectories(folder);
    for (Exported filter : filters) {
      Files.write(folder.resolve(filter.file()), filter.module().code());
      String rules = filter.rules() + (filter.rules() == 1 ? " rule" : " rules");
      String what = filter.isService() ? "figures of the host" : rules;
      out.println(folder.resolve(filter.file()) + ": " + what);
    }
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    out.println(folder.resolve(name));
    out.println(
        options.form().equals("envoy")
            ? "try: envoy -c " + folder.resolve(name)
            : "try: kubectl apply -f " + folder.resolve(name));
  }

  private static List<Map<String, Object>> documents(
      Options options, List<Exported> filters, Path folder, Optional<WeirService> service)
      throws UsageException {
    if (options.form().equals("envoy")) {
      EnvoyBootstrap bootstrap =
          new EnvoyBootstrap(
              options.endpoint("--listen", "127.0.0.1:10080"),
              options.endpoints("--upstream", "127.0.0.1:8080"),
              options.endpoint("--admin", "127.0.0.1:9901"),
              options.value("--modules", folder.toString()),
              service);
      return List.of(bootstrap.document(filters));
    }
    String modules = options.value("--modules", "file://" + folder);
    if (!modules.matches("(file|https?|oci)://.+")) {
      throw new UsageException(
          "--modules is a URL of file, http, https or oci, was '" + modules + "'");
    }
    IstioManifests manifests =
        new IstioManifests(options.value("--namespace", "default"), options.labels(), modules);
    if (options.choice("--as", List.of("WasmPlugin", "EnvoyFilter")).equals("WasmPlugin")) {
      if (service.isPresent()) {
        throw new UsageException(
            "plugins of a WasmPlugin share no data: --daemon needs --as EnvoyFilter");
      }
      return manifests.wasmPlugins(filters);
    }
    if (!manifests.areModulesInAFolder()) {
      throw new UsageException(
          "an EnvoyFilter takes modules of a folder that the proxy sees, --modules file:///FOLDER,"
              + " was '"
              + modules
              + "'; a WasmPlugin has Istio fetch them");
    }
    return manifests.envoyFilters(filters, service);
  }

  private static String version() {
    String version = Export.class.getPackage().getImplementationVersion();
    return version == null ? "0" : version;
  }
}
