package dev.weir.story;

import dev.weir.story.stage.Stage;

/** One line of the story: what is done on the stage, and what is then seen. */
interface Chapter {

  /** Its number and subject, the head of its checks' lines. */
  String title();

  /** Whether it cannot be told without the kernel plane. */
  boolean needsKernel();

  /**
   * Tells it, and leaves the stage as it found it.
   *
   * @throws Exception when it cannot be told to its end: that is a failed check
   */
  void tell(Stage stage, Report report) throws Exception;
}
