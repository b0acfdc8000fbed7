package dev.weir.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.manager.RevisionView;
import dev.weir.manager.RevisionView.Sourced;
import dev.weir.rule.FlowRule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollbackCommandTest {

  private static final long NOW = System.currentTimeMillis();

  private final FakeManager manager = new FakeManager();
  private final Gogo gogo = new Gogo(manager);

  @BeforeEach
  void revisions() {
    manager.revisions =
        List.of(
            new RevisionView(
                9, NOW - 5_000, "rollback to 7", List.of(rule("a", 1, 9), rule("c", 1, 9))),
            new RevisionView(
                8,
                NOW - 65_000,
                "etcd",
                List.of(rule("a", 2, 8), rule("b", 1, 7), rule("c", 1, 7))),
            new RevisionView(
                7, NOW - 7_200_000, "file", List.of(rule("a", 1, 7), rule("b", 1, 7))));
  }

  private static Sourced rule(String id, double threshold, long revision) {
    return new Sourced(FlowRule.perSecond(id, "GET:/" + id, threshold), "file", "f", revision, NOW);
  }

  @Test
  void withoutARevision_listsTheSetsAndWhatEachChanged() throws Exception {
    assertThat(gogo.run("weir:rollback"))
        .isEqualTo(
            """
            REVISION  AGE  RULES  CHANGE    CAUSE
            9         5s   2      +0 -1 ~1  rollback to 7
            8         1m   3      +1 -0 ~1  etcd
            7         2h   2      -         file
            """);
    assertThat(manager.calls).isEmpty();
  }

  @Test
  void rulesAt_showsAnEarlierSet() throws Exception {
    assertThat(gogo.run("weir:rules --at 8"))
        .isEqualTo(
            """
            ID  RESOURCE  LIMIT  SOURCE  DOCUMENT  REV
            a   GET:/a    2/s    file    f         8
            b   GET:/b    1/s    file    f         7
            c   GET:/c    1/s    file    f         7
            """);
    assertThat(gogo.run("weir:rules --at 8 --json")).contains("\"cause\" : \"etcd\"");
  }

  @Test
  void rulesAt_unknownRevision_isAFailure() {
    assertThatThrownBy(() -> gogo.run("weir:rules --at 6"))
        .hasMessageContaining("revision 6 is not kept; weir:rollback lists those that are");
    assertThatThrownBy(() -> gogo.run("weir:rules --at x"))
        .hasMessageContaining("--at must be a whole number, was x");
    assertThatThrownBy(() -> gogo.run("weir:rules --at"))
        .hasMessageContaining("--at needs REVISION");
  }

  @Test
  void revision_isRolledBackTo() throws Exception {
    assertThat(gogo.run("weir:rollback 7")).startsWith("the rules of revision 7 are in force as");
    assertThat(gogo.run("weir:rollback --release")).startsWith("released: ");
    assertThat(manager.calls).containsExactly("rollback 7", "release");
  }

  @Test
  void refusedRollback_isAFailureThatSaysWhy() {
    manager.refusal = Optional.of("refused by http: no room");

    assertThatThrownBy(() -> gogo.run("weir:rollback 7"))
        .hasMessageContaining("nothing was changed: refused by http: no room");
  }

  @Test
  void revisionAndRelease_isAFailure() {
    assertThatThrownBy(() -> gogo.run("weir:rollback 7 --release"))
        .hasMessageContaining("not both");
    assertThat(manager.calls).isEmpty();
  }
}
