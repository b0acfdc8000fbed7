package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.libbpf.sys.KernelError;
import dev.weir.libbpf.sys.LinkInfo;

/** The place of one program of an attachment. Owns what it holds open until closed. */
interface Seat extends AutoCloseable {

  /** Name of the program's function. */
  String program();

  /** Where it is. */
  Target target();

  /**
   * Puts a program there, between two packets.
   *
   * @return how that is undone
   * @throws HookException when the kernel refuses; nothing has changed then
   */
  Runnable put(int program) throws HookException;

  /** All programs are in place: lets go of what this one has replaced elsewhere. */
  void settle() throws HookException;

  /** The link by which packets come here. */
  LinkInfo info() throws KernelError;

  /** Id of the program that packets meet here; 0 when none is met. */
  int running() throws KernelError;

  /**
   * Who is at the same point, in order, this one between dashes: {@code xdp-counter,
   * -xdp-limiter-}; empty when it is alone.
   */
  String order();

  /** Whether its pins are there. */
  boolean pinned();

  /** Makes pins anew that somebody has removed. */
  void restorePins() throws HookException;

  /** Takes the program off, whoever else holds it. */
  void detach();

  @Override
  void close();
}
