package dev.weir.wasm.limits;

import org.jspecify.annotations.Nullable;

/** Calls that wait for their turn, the earliest first: a binary heap. */
final class Waits {

  private static final int FIRST = 64;

  private @Nullable Visit[] heap = new @Nullable Visit[FIRST];
  private int size;

  /** How many there are. */
  int size() {
    return size;
  }

  /** The earliest, or null. */
  @Nullable Visit first() {
    return size == 0 ? null : heap[0];
  }

  /** Adds one. */
  void add(Visit visit) {
    if (size == heap.length) {
      @Nullable Visit[] more = new @Nullable Visit[2 * size];
      System.arraycopy(heap, 0, more, 0, size);
      heap = more;
    }
    place(visit, size++);
    up(visit);
  }

  /** Takes one out. */
  void remove(Visit visit) {
    int place = visit.place;
    size--;
    Visit last = at(size);
    heap[size] = null;
    if (place < size) {
      place(last, place);
      up(last);
      down(last);
    }
  }

  private void up(Visit visit) {
    while (visit.place > 0) {
      Visit parent = at((visit.place - 1) / 2);
      if (parent.dueNanos <= visit.dueNanos) {
        return;
      }
      int place = parent.place;
      place(parent, visit.place);
      place(visit, place);
    }
  }

  private void down(Visit visit) {
    while (2 * visit.place + 1 < size) {
      int left = 2 * visit.place + 1;
      Visit child = at(left);
      if (left + 1 < size && at(left + 1).dueNanos < child.dueNanos) {
        child = at(left + 1);
      }
      if (visit.dueNanos <= child.dueNanos) {
        return;
      }
      int place = child.place;
      place(child, visit.place);
      place(visit, place);
    }
  }

  private void place(Visit visit, int place) {
    heap[place] = visit;
    visit.place = place;
  }

  private Visit at(int place) {
    Visit visit = heap[place];
    if (visit == null) {
      throw new IllegalStateException("nobody waits at " + place);
    }
    return visit;
  }
}
