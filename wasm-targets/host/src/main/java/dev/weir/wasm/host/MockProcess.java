package dev.weir.wasm.host;

import dev.weir.wasm.sdk.abi.ProcessCalls;
import dev.weir.wasm.sdk.type.Status;
import java.util.function.UnaryOperator;

/** Log, time, ticks, properties, contexts. */
final class MockProcess implements ProcessCalls {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final VmState state;

  MockProcess(VmState state) {
    this.state = state;
  }

  @Override
  public int log(int level, int message, int messageLength) {
    state.always("log");
    state.proxy.log().add(state.bytes.text(message, messageLength));
    return Status.OK;
  }

  @Override
  public int getLogLevel(int returnLevel) {
    state.called("get_log_level");
    state.bytes.memory().store32(returnLevel, state.proxy.logLevel());
    return Status.OK;
  }

  @Override
  public int getCurrentTimeNanoseconds(int returnTime) {
    state.called("get_current_time_nanoseconds");
    state.bytes.memory().store64(returnTime, state.proxy.millis() * NANOS_PER_MILLI);
    return Status.OK;
  }

  @Override
  public int setTickPeriodMilliseconds(int period) {
    state.called("set_tick_period_milliseconds");
    state.tickPeriod = period;
    return Status.OK;
  }

  @Override
  public int setEffectiveContext(int context) {
    state.called("set_effective_context");
    return state.mean(context) ? Status.OK : Status.BAD_ARGUMENT;
  }

  @Override
  public int done() {
    state.called("done");
    Scope scope = state.scope("done");
    if (!scope.heldBack) {
      return Status.NOT_FOUND;
    }
    scope.heldBack = false;
    return Status.OK;
  }

  @Override
  public int getProperty(int path, int pathLength, int returnData, int returnLength) {
    state.called("get_property");
    String name = state.bytes.text(path, pathLength).replace('\0', '.');
    byte[] value = state.scope("get_property").properties.get(name);
    return value == null ? Status.NOT_FOUND : state.bytes.give(value, returnData, returnLength);
  }

  @Override
  public int setProperty(int path, int pathLength, int value, int valueLength) {
    state.called("set_property");
    String name = state.bytes.text(path, pathLength).replace('\0', '.');
    state
        .scope("set_property")
        .properties
        .put("wasm." + name, state.bytes.take(value, valueLength));
    return Status.OK;
  }

  @Override
  public int randomGet(int address, int length) {
    state.always("random_get");
    for (int i = 0; i < length; i++) {
      state.bytes.memory().store8(address + i, state.proxy.random().nextInt());
    }
    return Status.OK;
  }

  @Override
  public int callForeignFunction(
      int name,
      int nameLength,
      int argument,
      int argumentLength,
      int returnData,
      int returnLength) {
    state.called("call_foreign_function");
    UnaryOperator<byte[]> function = state.proxy.foreign(state.bytes.text(name, nameLength));
    if (function == null) {
      return Status.NOT_FOUND;
    }
    byte[] result = function.apply(state.bytes.take(argument, argumentLength));
    return state.bytes.give(result, returnData, returnLength);
  }
}
