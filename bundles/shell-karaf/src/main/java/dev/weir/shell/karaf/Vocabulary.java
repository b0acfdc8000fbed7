package dev.weir.shell.karaf;

import java.util.List;

/** What there is to choose from, now. */
interface Vocabulary {

  /** All words of a kind; none of one that is free. */
  List<String> words(Kind kind);
}
