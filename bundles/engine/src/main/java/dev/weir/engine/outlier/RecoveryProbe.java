package dev.weir.engine.outlier;

/** Asks a node that is out whether it is back; the host's part of active recovery. */
@FunctionalInterface
public interface RecoveryProbe {

  /** Asks nobody. */
  RecoveryProbe NONE = (nodes, address) -> {};

  /**
   * Begins to ask, without waiting for the answer, which goes to {@link OutlierNodes#answered} from
   * any thread. No answer within five seconds counts as a no.
   */
  void ask(OutlierNodes nodes, String address);
}
