package dev.weir.libbpf.live;

import dev.weir.hook.HookException;
import dev.weir.libbpf.sys.Bpf;
import dev.weir.libbpf.sys.Errno;
import dev.weir.libbpf.sys.Libc;
import java.nio.charset.StandardCharsets;

/**
 * The two maps of a chain. The programs are what packets go by: an element holds who comes after
 * the program of a place (weir/chain.h). The places are notes, for the daemon alone: who is where,
 * in what order. A place that is noted and that no packet comes to is one whose attach, or end, was
 * interrupted. Owns the descriptors until closed.
 */
final class ChainMaps implements AutoCloseable {

  static final String PLACES = "chain_places";
  static final String PROGRAMS = "chain_programs";

  /** The variable by which a program knows its place. */
  static final String SLOT = "chain_slot";

  /** Places, without that of number 0, which is none. */
  static final int SLOTS = 16;

  private static final int PLACE = 128;
  private static final int NEXT = 0;
  private static final int PRIORITY = 4;
  private static final int STATE = 8;
  private static final int MEMBER = 16;
  private static final int LONGEST = PLACE - MEMBER - 1;

  private static final int FREE = 0;
  private static final int HANDS_ON = 1;
  private static final int ENDS = 2;

  private static final int ARRAY = 2;
  private static final int PROGRAM_ARRAY = 3;
  private static final int MMAPABLE = 1 << 10;

  private final int places;
  private final int programs;
  private final MappedPages pages;

  private ChainMaps(int places, int programs) throws HookException {
    this.places = places;
    this.programs = programs;
    this.pages = MappedPages.map(PLACES, places, SLOTS * PLACE);
  }

  /** Those of descriptors, which this owns from now on. */
  static ChainMaps of(int places, int programs) throws HookException {
    try {
      return new ChainMaps(places, programs);
    } catch (HookException | RuntimeException e) {
      Libc.close(places);
      Libc.close(programs);
      throw e;
    }
  }

  /** New ones, of an empty chain. */
  static ChainMaps make() throws HookException {
    int places =
        Refusals.check(
            "make map " + PLACES, Bpf.mapCreate(PLACES, ARRAY, 4, PLACE, SLOTS, MMAPABLE));
    int programs = Bpf.mapCreate(PROGRAMS, PROGRAM_ARRAY, 4, 4, SLOTS, 0);
    if (programs < 0) {
      Libc.close(places);
      throw Refusals.of("make map " + PROGRAMS, -programs);
    }
    return of(places, programs);
  }

  int placesFd() {
    return places;
  }

  int programsFd() {
    return programs;
  }

  /** The place after one, 0 for none; after 0 the first. */
  int next(int slot) {
    int next = pages.getInt(slot * PLACE + NEXT);
    return next > 0 && next < SLOTS ? next : 0;
  }

  /** Notes who comes after a place; after 0, who is first. */
  void next(int slot, int next) {
    pages.setInt(slot * PLACE + NEXT, next);
  }

  boolean used(int slot) {
    return pages.getInt(slot * PLACE + STATE) != FREE;
  }

  ChainPlace place(int slot) {
    byte[] name = new byte[PLACE - MEMBER];
    pages.get(slot * PLACE + MEMBER, name);
    int length = 0;
    while (length < name.length && name[length] != 0) {
      length++;
    }
    return new ChainPlace(
        slot,
        new String(name, 0, length, StandardCharsets.UTF_8),
        pages.getInt(slot * PLACE + PRIORITY),
        pages.getInt(slot * PLACE + STATE) == HANDS_ON);
  }

  /** Notes who is at a place. */
  void write(ChainPlace place, int next) throws HookException {
    byte[] name = place.member().getBytes(StandardCharsets.UTF_8);
    if (name.length > LONGEST) {
      throw new HookException(
          place.member() + " is too long a name for XDP: " + LONGEST + " bytes at most");
    }
    int at = place.slot() * PLACE;
    pages.clear(at, PLACE);
    pages.put(at + MEMBER, name);
    pages.setInt(at + PRIORITY, place.priority());
    pages.setInt(at + STATE, place.handsOn() ? HANDS_ON : ENDS);
    pages.setInt(at + NEXT, next);
  }

  /** Forgets a place that nobody is on the way to. */
  void clear(int slot) {
    Bpf.setProgramAt(programs, slot, -1);
    pages.clear(slot * PLACE, PLACE);
  }

  /** Id of the program that comes after a place, 0 when there is none. */
  int after(int slot) {
    return Math.max(0, Bpf.programAt(programs, slot));
  }

  /** Has a program come after a place, or none when it is below 0: one store. */
  void after(int slot, int program) throws HookException {
    int rc = Bpf.setProgramAt(programs, slot, program);
    if (program >= 0 || rc != -Errno.ENOENT) {
      Refusals.check("put the program behind place " + slot + " of the chain", rc);
    }
  }

  @Override
  public void close() {
    pages.unmap();
    Libc.close(places);
    Libc.close(programs);
  }
}
