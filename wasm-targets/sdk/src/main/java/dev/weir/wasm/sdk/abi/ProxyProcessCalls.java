package dev.weir.wasm.sdk.abi;

import org.teavm.interop.Import;

/** ProcessCalls of the proxy that the module runs in. */
final class ProxyProcessCalls implements ProcessCalls {

  @Override
  public int log(int level, int message, int messageLength) {
    return logImport(level, message, messageLength);
  }

  @Import(module = "env", name = "proxy_log")
  private static native int logImport(int level, int message, int messageLength);

  @Override
  public int getLogLevel(int returnLevel) {
    return getLogLevelImport(returnLevel);
  }

  @Import(module = "env", name = "proxy_get_log_level")
  private static native int getLogLevelImport(int returnLevel);

  @Override
  public int getCurrentTimeNanoseconds(int returnTime) {
    return getCurrentTimeNanosecondsImport(returnTime);
  }

  @Import(module = "env", name = "proxy_get_current_time_nanoseconds")
  private static native int getCurrentTimeNanosecondsImport(int returnTime);

  @Override
  public int setTickPeriodMilliseconds(int period) {
    return setTickPeriodMillisecondsImport(period);
  }

  @Import(module = "env", name = "proxy_set_tick_period_milliseconds")
  private static native int setTickPeriodMillisecondsImport(int period);

  @Override
  public int setEffectiveContext(int context) {
    return setEffectiveContextImport(context);
  }

  @Import(module = "env", name = "proxy_set_effective_context")
  private static native int setEffectiveContextImport(int context);

  @Override
  public int done() {
    return doneImport();
  }

  @Import(module = "env", name = "proxy_done")
  private static native int doneImport();

  @Override
  public int getProperty(int path, int pathLength, int returnData, int returnLength) {
    return getPropertyImport(path, pathLength, returnData, returnLength);
  }

  @Import(module = "env", name = "proxy_get_property")
  private static native int getPropertyImport(
      int path, int pathLength, int returnData, int returnLength);

  @Override
  public int setProperty(int path, int pathLength, int value, int valueLength) {
    return setPropertyImport(path, pathLength, value, valueLength);
  }

  @Import(module = "env", name = "proxy_set_property")
  private static native int setPropertyImport(int path, int pathLength, int value, int valueLength);

  @Override
  public int randomGet(int address, int length) {
    return randomGetImport(address, length);
  }

  @Import(module = "wasi_snapshot_preview1", name = "random_get")
  private static native int randomGetImport(int address, int length);

  @Override
  public int callForeignFunction(
      int name,
      int nameLength,
      int argument,
      int argumentLength,
      int returnData,
      int returnLength) {
    return callForeignFunctionImport(
        name, nameLength, argument, argumentLength, returnData, returnLength);
  }

  @Import(module = "env", name = "proxy_call_foreign_function")
  private static native int callForeignFunctionImport(
      int name, int nameLength, int argument, int argumentLength, int returnData, int returnLength);
}
