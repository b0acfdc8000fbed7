package dev.weir.engine.match;

import dev.weir.engine.match.Node.Place;

/**
 * A compiled pattern: steps of one character, places, forks and the end. It runs all alternatives
 * side by side, each step at most once at each character: the time is at most the number of steps
 * times the length of the text. Immutable.
 */
final class Program {

  private final Step[] steps;

  Program(Step[] steps) {
    this.steps = steps;
  }

  /** A step; {@code next} and {@code other} are numbers of steps. */
  sealed interface Step {

    /** Reads a character of the set, then goes to the step after it. */
    record One(CharSet set) implements Step {}

    /** Goes on to the step after it at that place only. */
    record At(Place place) implements Step {}

    /** Goes on at both. */
    record Fork(int next, int other) implements Step {}

    /** Has matched. */
    record End() implements Step {}
  }

  /** Whether the pattern matches somewhere in the text. */
  boolean find(String text) {
    Run run = new Run(text);
    int at = 0;
    while (true) {
      if (run.arrive(at)) {
        return true;
      }
      if (at == text.length()) {
        return false;
      }
      int character = text.codePointAt(at);
      run.read(character);
      at += Character.charCount(character);
    }
  }

  /** The alternatives that are alive at one place of a text. */
  private final class Run {

    private final String text;
    private final int[] arriving = new int[steps.length + 1];
    private int arrivals;
    private final int[] reading = new int[steps.length];
    private int readers;
    private final int[] stack = new int[2 * steps.length + 1];
    private final int[] seenAt = new int[steps.length];

    Run(String text) {
      this.text = text;
    }

    /** Follows all that arrive here, and one more that begins here; whether one has matched. */
    boolean arrive(int at) {
      readers = 0;
      arriving[arrivals++] = 0;
      for (int i = 0; i < arrivals; i++) {
        if (follow(arriving[i], at)) {
          return true;
        }
      }
      return false;
    }

    private boolean follow(int from, int at) {
      int depth = 0;
      stack[depth++] = from;
      while (depth > 0) {
        int step = stack[--depth];
        if (seenAt[step] == at + 1) {
          continue;
        }
        seenAt[step] = at + 1;
        Step what = steps[step];
        if (what instanceof Step.End) {
          return true;
        } else if (what instanceof Step.One) {
          reading[readers++] = step;
        } else if (what instanceof Step.Fork fork) {
          stack[depth++] = fork.other();
          stack[depth++] = fork.next();
        } else if (what instanceof Step.At place && isAt(place.place(), at)) {
          stack[depth++] = step + 1;
        }
      }
      return false;
    }

    void read(int character) {
      arrivals = 0;
      for (int i = 0; i < readers; i++) {
        Step.One one = (Step.One) steps[reading[i]];
        if (one.set().contains(character)) {
          arriving[arrivals++] = reading[i] + 1;
        }
      }
    }

    private boolean isAt(Place place, int at) {
      return switch (place) {
        case TEXT_START -> at == 0;
        case TEXT_END -> at == text.length();
        case LINE_START -> at == 0 || text.charAt(at - 1) == '\n';
        case LINE_END -> at == text.length() || text.charAt(at) == '\n';
        case WORD_BORDER -> isWord(at - 1) != isWord(at);
        case NO_WORD_BORDER -> isWord(at - 1) == isWord(at);
      };
    }

    private boolean isWord(int at) {
      if (at < 0 || at >= text.length()) {
        return false;
      }
      char c = text.charAt(at);
      return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    }
  }
}
