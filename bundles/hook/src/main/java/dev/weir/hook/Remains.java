package dev.weir.hook;

import java.util.List;

/**
 * What hooks have left in place that nobody has attached since: a daemon was killed, and the next
 * was started without their bundles. An OSGi service of who attaches for hooks.
 */
public interface Remains {

  /**
   * A hook's programs, in force with the last that they were told.
   *
   * @param hook its name
   * @param plane where it sits
   * @param point what it is attached to
   */
  record Remain(String hook, Plane plane, String point) {}

  /** All of them, asked now; changes nothing. Empty when another daemon has them. */
  List<Remain> remains();

  /**
   * Takes down what a hook has left, at every point.
   *
   * @throws HookException when it is attached, or the plane refuses
   */
  void remove(String hook) throws HookException;
}
