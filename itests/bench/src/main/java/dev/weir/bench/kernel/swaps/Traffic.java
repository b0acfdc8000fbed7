package dev.weir.bench.kernel.swaps;

import dev.weir.hook.Attachment;

/** What flows while a hook is swapped. */
interface Traffic extends AutoCloseable {

  /** Waits until some more has flowed. */
  void awaitMore() throws Exception;

  /** Packets per second since it began. */
  long perSecond();

  /** Ends it, and holds what was sent against what the hook says. */
  Account end(Attachment hook) throws Exception;

  @Override
  void close() throws Exception;
}
