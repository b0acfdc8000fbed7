package dev.weir.opensergo;

import static dev.weir.opensergo.Reader.problems;
import static dev.weir.opensergo.Reader.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code problems.txt}: the whole list of problems, with place, field and words. */
final class ProblemsTest {

  static List<ProblemTable> cases() {
    return ProblemTable.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wrongDocument_isToldWhereAndWhat(ProblemTable wrong) {
    List<String> problems = problems(yaml(wrong.text()));

    assertThat(problems)
        .as(() -> String.join("\n", problems))
        .hasSameSizeAs(wrong.expected())
        .allMatch(problem -> wrong.expected().stream().anyMatch(problem::startsWith));
    assertThat(wrong.expected())
        .allMatch(expected -> problems.stream().anyMatch(p -> p.startsWith(expected)));
  }
}
