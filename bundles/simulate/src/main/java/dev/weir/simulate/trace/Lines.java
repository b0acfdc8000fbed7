package dev.weir.simulate.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a stream as slices of one buffer, which grows to the longest line and no further
 * than {@value #MAX_LENGTH} bytes.
 */
public final class Lines {

  /** Longest line, in bytes. */
  public static final int MAX_LENGTH = 16 << 20;

  private static final int FIRST_SIZE = 1 << 16;

  private final InputStream in;
  private final String name;
  private byte[] buffer = new byte[FIRST_SIZE];
  private int start;
  private int end;
  private int filled;
  private int next;
  private long number;

  /**
   * Reads a stream, which the caller closes.
   *
   * @param name what errors call it
   */
  public Lines(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /** Goes to the next line; false at the end of the stream. */
  public boolean advance() throws IOException, InputException {
    start = next;
    int scanned = start;
    while (true) {
      for (int i = scanned; i < filled; i++) {
        if (buffer[i] == '\n') {
          return take(i, i + 1);
        }
      }
      scanned = filled - start;
      if (!fill()) {
        return filled > start && take(filled, filled);
      }
      scanned += start;
    }
  }

  private boolean take(int endOfLine, int startOfNext) {
    number++;
    next = startOfNext;
    end = endOfLine > start && buffer[endOfLine - 1] == '\r' ? endOfLine - 1 : endOfLine;
    return true;
  }

  /** Makes room behind the line that has begun and reads into it. */
  private boolean fill() throws IOException, InputException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, filled - start);
      filled -= start;
      next -= start;
      start = 0;
    }
    if (filled == buffer.length) {
      if (buffer.length >= MAX_LENGTH) {
        throw new InputException(name, number + 1, "a line has at most " + MAX_LENGTH + " bytes");
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(0, read);
    return read > 0;
  }

  /** The buffer that the line lies in; it is overwritten by the next {@link #advance}. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where the line begins in the buffer. */
  public int start() {
    return start;
  }

  /** Its length in bytes, without its end. */
  public int length() {
    return end - start;
  }

  /** The line as text. */
  public String text() {
    return new String(buffer, start, length(), StandardCharsets.UTF_8);
  }

  /** Its number, from 1. */
  public long number() {
    return number;
  }

  /** What errors call the stream. */
  public String name() {
    return name;
  }

  /** Whether there is nothing on the line but blanks. */
  public boolean isBlank() {
    for (int i = start; i < end; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Whether the line begins so. */
  public boolean startsWith(byte[] prefix) {
    return length() >= prefix.length
        && Arrays.equals(buffer, start, start + prefix.length, prefix, 0, prefix.length);
  }
}
