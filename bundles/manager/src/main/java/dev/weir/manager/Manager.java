package dev.weir.manager;

import dev.weir.hook.HookException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What shells, consoles and tests ask of Weir; an OSGi service, safe for any thread. */
@ProviderType
public interface Manager {

  /** Every hook that is registered or still attached, by plane and name. */
  List<HookView> hooks();

  /** What every hook whose bundle runs needs of this machine, by plane and name. */
  List<CapabilityView> capabilities();

  /**
   * All that the plane said when a hook was last refused, line by line: the verifier's log.
   *
   * @param hook its name
   * @return empty when nothing was refused, or nothing more was said than its problem
   * @throws HookException when there is no such hook
   */
  String log(String hook) throws HookException;

  /** The rules in force, where each is enforced, and what is wrong with the documents. */
  RulesView rules();

  /**
   * The last sets that were in force, newest first, the one in force among them: at most 50, of
   * this run of the daemon.
   */
  List<RevisionView> revisions();

  /**
   * Puts an earlier set in force again, with the next number, and holds it: what sources bring is
   * read and told, and waits until {@link #release}, over a restart too.
   *
   * @return empty when it is in force on every plane; else why nothing was changed
   */
  String rollback(long revision);

  /**
   * Ends a rollback: what the sources have now is put in force.
   *
   * @return empty when that is so on every plane; else why nothing was changed
   */
  String release();

  /** Statistics of every resource in the last second, by name. */
  List<SignalView> signals();

  /**
   * The last changes of the origin of signals, oldest first: at most 100, of this run of the
   * daemon. A hook that is silent or switched off is one, and so is its return.
   */
  List<SwitchView> switches();

  /**
   * Why a rule in force is enforced where it is, and what its resource saw.
   *
   * @param rule its id
   * @return empty when no rule in force has it
   */
  Optional<ExplainView> explain(String rule);

  /**
   * Attaches a hook, or moves it to another point, and waits until that is done.
   *
   * @param hook its name
   * @param point where to; empty for the point in its configuration
   * @throws HookException when there is no such hook ("did you mean …?") or the plane refuses
   */
  void attach(String hook, Optional<String> point) throws HookException;

  /**
   * Detaches a hook and waits until nothing of it is left. It stays detached until {@link #attach}.
   *
   * @throws HookException when there is no such hook
   */
  void detach(String hook) throws HookException;
}
