package dev.weir.wasm.sdk.abi;

/**
 * Calls about the VM and its process: log, time, ticks, properties, which context is meant. Named
 * and numbered as in the ABI; see {@link HostCalls}.
 */
public interface ProcessCalls {

  /** proxy_log: writes a line to the proxy's log. */
  int log(int level, int message, int messageLength);

  /** proxy_get_log_level: writes 4 bytes, a level below which lines are dropped. */
  int getLogLevel(int returnLevel);

  /** proxy_get_current_time_nanoseconds: writes 8 bytes. */
  int getCurrentTimeNanoseconds(int returnTime);

  /** proxy_set_tick_period_milliseconds: 0 ends the ticks of this plugin. */
  int setTickPeriodMilliseconds(int period);

  /** proxy_set_effective_context: the calls that follow are about that context. */
  int setEffectiveContext(int context);

  /** proxy_done: the context that was held back in on_done may go. */
  int done();

  /** proxy_get_property: the path's segments are divided by NUL. */
  int getProperty(int path, int pathLength, int returnData, int returnLength);

  /** proxy_set_property: the path's segments are divided by NUL. */
  int setProperty(int path, int pathLength, int value, int valueLength);

  /** WASI's random_get, which every proxy has beside the ABI: writes so many random bytes. */
  int randomGet(int address, int length);

  /** proxy_call_foreign_function: calls what this proxy alone has. */
  int callForeignFunction(
      int name, int nameLength, int argument, int argumentLength, int returnData, int returnLength);
}
