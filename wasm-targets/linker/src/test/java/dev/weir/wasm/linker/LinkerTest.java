package dev.weir.wasm.linker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.wasm.linker.program.Checks;
import dev.weir.wasm.linker.program.NeedsDirectBuffer;
import dev.weir.wasm.linker.program.NeedsLock;
import dev.weir.wasm.linker.program.NeedsSine;
import dev.weir.wasm.linker.program.ReturnsDouble;
import dev.weir.wasm.linker.program.WithoutDispatcher;
import dev.weir.wasm.linker.program.Working;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.teavm.vm.TeaVMOptimizationLevel;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LinkerTest {

  private LinkedModule module = new LinkedModule(new byte[0], List.of(), List.of(), List.of());

  @BeforeAll
  void link() throws LinkException {
    module = link(Working.class);
  }

  private static LinkedModule link(Class<?> program) throws LinkException {
    return new Linker().link(LinkRequest.of(program.getName(), List.of(classes(program))));
  }

  private static LinkedModule without(String... leftOut) throws LinkException {
    return link(Working.class, Set.of(leftOut), Set.of());
  }

  private static LinkedModule link(Class<?> program, Set<String> leftOut, Set<String> often)
      throws LinkException {
    return new Linker()
        .link(
            new LinkRequest(
                program.getName(),
                List.of(classes(program)),
                TeaVMOptimizationLevel.ADVANCED,
                leftOut,
                often,
                LinkRequest.DEFAULT_PAGES));
  }

  private static Path classes(Class<?> program) {
    try {
      return Path.of(program.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ThrowableAssertAlternative<LinkException> refused(Class<?> program) {
    return assertThatExceptionOfType(LinkException.class).isThrownBy(() -> link(program));
  }

  private Instance start() {
    return start(module);
  }

  private static Instance start(LinkedModule module) {
    FunctionType type =
        FunctionType.of(List.of(ValType.I32, ValType.I32, ValType.I32), List.of(ValType.I32));
    HostFunction log =
        new HostFunction("env", "proxy_log", type, (instance, a) -> new long[] {a[0]});
    Instance instance =
        Instance.builder(Parser.parse(module.code()))
            .withImportValues(ImportValues.builder().addFunction(log).build())
            .withStart(false)
            .build();
    instance.export("_start").apply();
    return instance;
  }

  private static int call(Instance instance, String export, int... arguments) {
    long[] wide = new long[arguments.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = arguments[i];
    }
    return (int) instance.export(export).apply(wide)[0];
  }

  @Test
  void program_importsWhatItCallsOfTheProxyAndNothingElse() {
    assertThat(module.imports()).containsExactly("env.proxy_log");
  }

  @Test
  void program_exportsItsCallbacksAndNothingElse() {
    assertThat(module.exports())
        .containsExactly(
            "_start",
            "memory",
            "proxy_abi_version_0_2_1",
            "proxy_on_done",
            "proxy_on_log",
            "proxy_on_math",
            "proxy_on_memory_allocate",
            "proxy_on_tick");
  }

  @Test
  void linkedAgain_isTheSameByteForByte() throws LinkException {
    assertThat(link(Working.class).code()).isEqualTo(module.code());
  }

  @Test
  void sizes_addUpToTheBinary() {
    int sum = module.sizes().values().stream().mapToInt(Integer::intValue).sum();
    assertThat(module.sizes()).containsKeys("type", "import", "function", "export", "code");
    // a header of 8 bytes, and for each section its id and a length of 1 to 5 bytes
    assertThat(module.code().length - 8 - sum).isBetween(2 * 5, 6 * 14);
  }

  @Test
  void start_runsMain() {
    assertThat(call(start(), "proxy_on_tick", 30)).isEqualTo(37);
  }

  @Test
  void divisionByZero_isAnExceptionAndNoTrap() {
    Instance instance = start();
    assertThat(call(instance, "proxy_on_done", 17, 5)).isEqualTo(17 / 5 + 17 % 5 + 2);
    assertThat(call(instance, "proxy_on_done", 17, 0)).isEqualTo(-1000);
    assertThat(call(instance, "proxy_on_done", Integer.MIN_VALUE, -1))
        .isEqualTo(Integer.MIN_VALUE + 2);
  }

  @Test
  void exceptionThatEscapes_isTheResultZero() {
    Instance instance = start();
    assertThat(call(instance, "proxy_on_log", 3)).isZero();
    assertThat(call(instance, "proxy_on_log", 4)).isEqualTo(2);
  }

  @Test
  void failedCheck_isThrownToWhoCatchesItInJava() throws LinkException {
    Instance instance = start(link(Checks.class));
    for (int index = -3; index <= 5; index++) {
      for (int absent = 0; absent < 4; absent++) {
        assertThat(call(instance, "proxy_on_checks", index, absent))
            .as("index %d, absent %d", index, absent)
            .isEqualTo(Checks.checks(index, absent));
      }
    }
  }

  @Test
  void whatIsLeftOut_isNotInTheModuleAndRefusesCalls() throws LinkException {
    LinkedModule lean = without(Working.class.getName() + "#divide", "java.util.ArrayList");
    assertThat(lean.code().length).isLessThan(module.code().length);
    Instance instance = start(lean);
    assertThat(call(instance, "proxy_on_tick", 30)).isEqualTo(37);
    // as any exception that escapes
    assertThat(call(instance, "proxy_on_done", 17, 5)).isZero();
    assertThat(call(instance, "proxy_on_log", 4)).isZero();
  }

  @Test
  void whatRunsRarely_callsByReferenceAndDoesTheSame() throws LinkException {
    String all = Working.class.getPackageName();
    LinkedModule often = link(Working.class, Set.of(), Set.of(all, "java", "org.teavm"));
    LinkedModule lessOften =
        link(Working.class, Set.of(), Set.of(all, "java", "org.teavm", "!java.util"));
    LinkedModule rarely = link(Working.class, Set.of(), Set.of("no.such.thing"));
    int[] sizes = {
      module.code().length, often.code().length, lessOften.code().length, rarely.code().length
    };
    assertThat(sizes).as("by how much is by reference").isSorted().doesNotHaveDuplicates();
    for (LinkedModule each : List.of(often, lessOften, rarely)) {
      assertThat(each.exports()).isEqualTo(module.exports());
      Instance instance = start(each);
      assertThat(call(instance, "proxy_on_tick", 30)).isEqualTo(37);
      assertThat(call(instance, "proxy_on_done", 17, 5)).isEqualTo(17 / 5 + 17 % 5 + 2);
      assertThat(call(instance, "proxy_on_done", 17, 0)).isEqualTo(-1000);
      assertThat(call(instance, "proxy_on_log", 3)).isZero();
      assertThat(call(instance, "proxy_on_log", 4)).isEqualTo(2);
    }
    Instance checks = start(link(Checks.class, Set.of(), Set.of("no.such.thing")));
    for (int index = -3; index <= 5; index++) {
      assertThat(call(checks, "proxy_on_checks", index, 0)).isEqualTo(Checks.checks(index, 0));
    }
  }

  @Test
  void whatIsLeftOutAndNowhere_isNamed() {
    String method = Working.class.getName() + "#multiply";
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> without(method, "no.such.Thing"))
        .withMessage("to be left out, but not there: [" + method + ", no.such.Thing]");
  }

  @Test
  void functions_addUpToTheCode() {
    int sum = module.functions().stream().mapToInt(FunctionSize::bytes).sum();
    int code = module.sizes().getOrDefault("code", 0);
    // before them is their number
    assertThat(code - sum).isBetween(1, 5);
    assertThat(module.functions())
        .extracting(FunctionSize::bytes)
        .isSortedAccordingTo((a, b) -> b - a);
    assertThat(module.functions())
        .anyMatch(f -> f.owner().equals(Working.class.getName()) && f.name().startsWith("divide("));
  }

  @Test
  void mathematics_isThatOfStrictMath() {
    Instance instance = start();
    for (double x = 0.001; x < 700; x *= 1.37) {
      double expected =
          StrictMath.exp(x) + StrictMath.log(x) + Math.sqrt(x) + Math.floor(x) + Math.ceil(x);
      instance.memory().writeF64(65_536, x);
      instance.export("proxy_on_math").apply(65_536);
      assertThat(instance.memory().readDouble(65_544)).as("at %s", x).isEqualTo(expected);
    }
  }

  @Test
  void memory_isOfTheSizeAskedForAndDoesNotGrow() {
    Instance instance = start();
    assertThat(instance.memory().pages()).isEqualTo(LinkRequest.DEFAULT_PAGES);
    assertThat(instance.memory().grow(1)).isEqualTo(-1);
  }

  @Test
  void importWithoutBody_namesItsCallers() {
    refused(NeedsSine.class)
        .withMessageContaining("import teavmMath.sin has no body in the proxy")
        .withMessageContaining(NeedsSine.class.getName());
  }

  @Test
  void classThatTheLibraryLacks_isNamedWithItsCaller() {
    refused(NeedsLock.class)
        .withMessageContaining("java.util.concurrent.locks.ReentrantLock")
        .withMessageContaining(NeedsLock.class.getName() + ".main");
  }

  @Test
  void directBuffer_isRefused() {
    refused(NeedsDirectBuffer.class)
        .withMessageContaining("java.nio.ByteBuffer.allocateDirect")
        .withMessageContaining(NeedsDirectBuffer.class.getName() + ".main");
  }

  @Test
  void callbackOfAnotherType_isRefused() {
    refused(ReturnsDouble.class)
        .withMessage("the callback proxy_on_log must return an int or nothing");
  }

  @Test
  void programWithoutDispatcher_isToldSo() {
    refused(WithoutDispatcher.class).withMessageContaining("must reach the SDK's dispatcher");
  }

  @Test
  void mainThatIsNotThere_isNamed() {
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(
            () ->
                new Linker().link(LinkRequest.of("no.such.Main", List.of(classes(Working.class)))))
        .withMessageContaining("there is no class no.such.Main");
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> link(LinkerTest.class))
        .withMessageContaining("there is no main(String[]) in " + LinkerTest.class.getName());
  }
}
