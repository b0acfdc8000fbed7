package dev.weir.engine.match;

import dev.weir.engine.match.Program.Step;
import java.util.ArrayList;
import java.util.List;

/** Compiles the parts of a pattern to steps; refuses a pattern that takes too many. */
final class ProgramBuilder {

  /** Most steps of a pattern. */
  static final int MAX_STEPS = 2_000;

  private final String pattern;
  private final List<Step> steps = new ArrayList<>();

  ProgramBuilder(String pattern) {
    this.pattern = pattern;
  }

  Program build(Node root) {
    add(root);
    emit(new Step.End());
    return new Program(steps.toArray(new Step[0]));
  }

  private int emit(Step step) {
    if (steps.size() >= MAX_STEPS) {
      throw new PatternException(
          "its repetitions make it longer than " + MAX_STEPS + " steps", pattern, 0);
    }
    steps.add(step);
    return steps.size() - 1;
  }

  private void add(Node node) {
    if (node instanceof Node.One one) {
      emit(new Step.One(one.set()));
    } else if (node instanceof Node.At at) {
      emit(new Step.At(at.place()));
    } else if (node instanceof Node.All all) {
      for (Node part : all.parts()) {
        add(part);
      }
    } else if (node instanceof Node.Any any) {
      addAny(any.parts());
    } else if (node instanceof Node.Repeat repeat) {
      addRepeat(repeat);
    }
  }

  private void addAny(List<Node> parts) {
    List<Integer> jumps = new ArrayList<>();
    for (int i = 0; i < parts.size() - 1; i++) {
      int fork = emit(new Step.End());
      add(parts.get(i));
      jumps.add(emit(new Step.End()));
      steps.set(fork, new Step.Fork(fork + 1, steps.size()));
    }
    add(parts.get(parts.size() - 1));
    for (int jump : jumps) {
      steps.set(jump, new Step.Fork(steps.size(), steps.size()));
    }
  }

  private void addRepeat(Node.Repeat repeat) {
    for (int i = 0; i < repeat.min(); i++) {
      int before = steps.size();
      add(repeat.part());
      if (steps.size() == before) {
        return;
      }
    }
    if (repeat.max() == Node.Repeat.NO_LIMIT) {
      int fork = emit(new Step.End());
      add(repeat.part());
      emit(new Step.Fork(fork, fork));
      steps.set(fork, new Step.Fork(fork + 1, steps.size()));
      return;
    }
    List<Integer> forks = new ArrayList<>();
    for (int i = repeat.min(); i < repeat.max(); i++) {
      forks.add(emit(new Step.End()));
      add(repeat.part());
    }
    for (int fork : forks) {
      steps.set(fork, new Step.Fork(fork + 1, steps.size()));
    }
  }
}
