package dev.weir.opensergo.tree;

import dev.weir.hook.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one document; keeps the first {@value #MAX}. */
public final class Problems {

  /**
   * Most problems that are told of one document: the rest follows from them more often than not.
   */
  public static final int MAX = 100;

  private final String document;
  private final List<Problem> found = new ArrayList<>();
  private boolean positions = true;

  public Problems(String document) {
    this.document = document;
  }

  /** The document's name. */
  public String document() {
    return document;
  }

  /** Adds a problem of the field at {@code path}; an empty path for no field. */
  public void add(Position at, String path, String message) {
    if (full()) {
      return;
    }
    found.add(new Problem(document, at.line(), at.column(), path, message));
  }

  /** Leaves out lines and columns: the text was not written by the user. */
  public void hidePositions() {
    positions = false;
  }

  /** Whether the document has an error, and so gives no rules. */
  public boolean failed() {
    return !found.isEmpty();
  }

  /** How many there are. */
  public int size() {
    return found.size();
  }

  /** Forgets all but the first so many. */
  public void keep(int first) {
    found.subList(first, found.size()).clear();
  }

  /** Whether further problems are counted no more. */
  public boolean full() {
    return found.size() == MAX;
  }

  /** All problems, by line and column. */
  public List<Problem> list() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    if (full()) {
      sorted.add(new Problem(document, 0, 0, "", "only the first " + MAX + " problems are told"));
    }
    return positions ? sorted : sorted.stream().map(Problems::withoutPosition).toList();
  }

  private static Problem withoutPosition(Problem problem) {
    return new Problem(problem.document(), 0, 0, problem.field(), problem.message());
  }
}
