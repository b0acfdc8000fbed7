package dev.weir.wasm.linker;

import java.util.ArrayList;
import java.util.List;
import org.teavm.tooling.EmptyTeaVMToolLog;
import org.teavm.tooling.TeaVMProblemRenderer;
import org.teavm.tooling.TeaVMToolLog;
import org.teavm.vm.TeaVM;

/** What TeaVM could not compile, as text with the calls that lead there. */
final class CompileProblems {

  private CompileProblems() {}

  /**
   * @throws LinkException when there is a problem of any severity that stops a build
   */
  static void check(TeaVM vm) throws LinkException {
    if (vm.getProblemProvider().getSevereProblems().isEmpty()) {
      return;
    }
    List<String> problems = new ArrayList<>();
    TeaVMToolLog log =
        new EmptyTeaVMToolLog() {
          @Override
          public void error(String text) {
            problems.add(text);
          }
        };
    TeaVMProblemRenderer.describeProblems(vm, log);
    throw new LinkException(problems);
  }
}
