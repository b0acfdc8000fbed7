package dev.weir.engine.cell;

/**
 * Cells that belong to one rule.
 *
 * @param cells the array they are in
 * @param first index of the first
 * @param length how many
 */
public record Region(Cells cells, int first, int length) {

  public Region {
    if (first < 0 || length < 0 || first > cells.length() - length) {
      throw new IllegalArgumentException(
          "a region must lie in its cells, was " + length + " from " + first);
    }
  }

  /** No cells. */
  private static final Region NONE = new Region(new Cells(0), 0, 0);

  /** A region that is an array of its own. */
  public static Region of(int length) {
    return length == 0 ? NONE : new Region(new Cells(length), 0, length);
  }

  /** Copies what another region of the same length holds. */
  public void copy(Region from) {
    for (int i = 0; i < length; i++) {
      cells.set(first + i, from.cells.get(from.first + i));
    }
  }
}
