package dev.weir.opensergo.kind;

import dev.weir.opensergo.sentinel.Dialect;
import dev.weir.opensergo.sentinel.Draft;
import dev.weir.opensergo.sentinel.SentinelKind;
import dev.weir.opensergo.sentinel.Subject;
import dev.weir.opensergo.tree.Fields;
import java.util.Optional;

/** What Weir's own kinds of one Sentinel rule share. */
final class WeirRules {

  private WeirRules() {}

  /** A rule whose own fields stand in {@code spec} beside the shared ones. */
  static Meaning flat(SentinelKind kind, Meta meta, Fields spec) {
    Subject subject = subject(kind, meta, spec);
    PolicyFields policy = PolicyFields.read(spec, meta);
    Optional<Draft> draft = kind.read(spec, Dialect.WEIR);
    spec.refuseOthers();
    return meaning(spec, subject, policy, draft);
  }

  /** The subject, with an id in any case. */
  static Subject subject(SentinelKind kind, Meta meta, Fields spec) {
    Subject subject = Subject.read(spec, kind, Ids.MAX_ID);
    return subject.id().isEmpty() ? subject.named(meta.toString()) : subject;
  }

  static Meaning meaning(Fields spec, Subject subject, PolicyFields policy, Optional<Draft> draft) {
    if (draft.isEmpty() || !spec.sound()) {
      return new Meaning.Nothing();
    }
    return new SingleRule(
        subject.id(),
        policy.references(),
        found -> draft.get().rule(subject, policy.policy(found)));
  }
}
