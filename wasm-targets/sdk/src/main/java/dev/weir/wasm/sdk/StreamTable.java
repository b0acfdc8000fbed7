package dev.weir.wasm.sdk;

/**
 * What a filter remembers of each open stream: a row of longs by the stream's id. A hash table with
 * linear probing that doubles while it has to, up to its bound; no row is ever lost to another.
 */
public final class StreamTable {

  /** What {@link #add} and {@link #find} answer when there is no row. */
  public static final int NONE = -1;

  private static final int FIRST_SLOTS = 64;

  /** 2 to the 32nd by the golden ratio (Knuth, TAOCP 3, 6.4). */
  private static final int SPREAD = 0x9e3779b9;

  private final int columns;
  private final int most;
  private int[] ids = new int[FIRST_SLOTS];
  private long[] cells;
  private int size;

  /**
   * @param columns longs of a row
   * @param most rows at a time
   */
  public StreamTable(int columns, int most) {
    this.columns = columns;
    this.most = most;
    this.cells = new long[FIRST_SLOTS * columns];
  }

  /** How many rows there are. */
  public int size() {
    return size;
  }

  /** The row of a stream, new and 0 if there was none; {@link #NONE} when the table is full. */
  public int add(int stream) {
    if (stream == 0) {
      return NONE;
    }
    int row = place(stream);
    if (ids[row] == stream) {
      return row;
    }
    if (size >= most) {
      return NONE;
    }
    if (2 * (size + 1) > ids.length) {
      grow();
      row = place(stream);
    }
    ids[row] = stream;
    size++;
    return row;
  }

  /** The row of a stream, valid until a row is added or removed. */
  public int find(int stream) {
    int row = place(stream);
    return stream != 0 && ids[row] == stream ? row : NONE;
  }

  /** A cell of a row. */
  public long get(int row, int column) {
    return cells[row * columns + column];
  }

  /** Sets a cell of a row. */
  public void set(int row, int column, long value) {
    cells[row * columns + column] = value;
  }

  /** Takes a row out; those that had to stand behind it move up. */
  public void remove(int row) {
    int mask = ids.length - 1;
    int hole = row;
    for (int at = (hole + 1) & mask; ids[at] != 0; at = (at + 1) & mask) {
      int home = home(ids[at]);
      if (((at - home) & mask) >= ((at - hole) & mask)) {
        move(at, hole);
        hole = at;
      }
    }
    ids[hole] = 0;
    for (int i = 0; i < columns; i++) {
      cells[hole * columns + i] = 0;
    }
    size--;
  }

  /** Where the stream is, or where it would go. */
  private int place(int stream) {
    int at = home(stream);
    while (ids[at] != 0 && ids[at] != stream) {
      at = (at + 1) & (ids.length - 1);
    }
    return at;
  }

  private int home(int stream) {
    return ((stream * SPREAD) >>> 7) & (ids.length - 1);
  }

  private void move(int from, int to) {
    ids[to] = ids[from];
    for (int i = 0; i < columns; i++) {
      cells[to * columns + i] = cells[from * columns + i];
    }
  }

  private void grow() {
    int[] oldIds = ids;
    long[] oldCells = cells;
    ids = new int[2 * oldIds.length];
    cells = new long[2 * oldCells.length];
    for (int i = 0; i < oldIds.length; i++) {
      if (oldIds[i] != 0) {
        int row = place(oldIds[i]);
        ids[row] = oldIds[i];
        for (int c = 0; c < columns; c++) {
          cells[row * columns + c] = oldCells[i * columns + c];
        }
      }
    }
  }
}
