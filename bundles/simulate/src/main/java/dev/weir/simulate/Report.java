package dev.weir.simulate;

import dev.weir.engine.call.Entry;
import dev.weir.simulate.trace.TraceLine.Enter;
import java.io.IOException;

/** Where decisions go. */
interface Report {

  /** A call was decided. */
  void decided(Enter call, Entry entry) throws IOException;
}
