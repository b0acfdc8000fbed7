package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.abi.HostCalls;
import dev.weir.wasm.sdk.abi.LinearMemory;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.abi.MemoryMap;
import dev.weir.wasm.sdk.abi.ProxyHostCalls;
import dev.weir.wasm.sdk.abi.Region;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * The proxy, as a filter calls it. Every method answers a {@link Status} unless it says otherwise;
 * none throws, and only those that take a String allocate.
 */
public final class Host {

  /** What {@link #defineMetric} answers when the host refuses. */
  public static final int NO_METRIC = -1;

  /** What {@link #nanos} answers when the host has no time. */
  public static final long NO_TIME = -1;

  private static final int NO_GRPC_STATUS = -1;
  private static final int MAX_LOG_BYTES = 4096;

  private static final int DATA = MemoryMap.RETURNS;
  private static final int LENGTH = MemoryMap.RETURNS + 4;
  private static final int CAS = MemoryMap.RETURNS + 8;
  private static final int ID = MemoryMap.RETURNS + 12;
  private static final int NUMBER = MemoryMap.RETURNS + 16;

  private final HostCalls calls;
  private final Memory memory;
  private final Region constants = new Region(MemoryMap.CONSTANTS, MemoryMap.CALL_BUFFERS);
  private final Region buffers = new Region(MemoryMap.CALL_BUFFERS, MemoryMap.PROGRAM);

  /**
   * @param calls the functions
   * @param memory the memory that they read and write
   */
  public Host(HostCalls calls, Memory memory) {
    this.calls = calls;
    this.memory = memory;
  }

  /** The proxy that this module runs in. */
  public static Host proxy() {
    return new Host(new ProxyHostCalls(), new LinearMemory());
  }

  /** Linear memory. */
  public Memory memory() {
    return memory;
  }

  /** Where the host puts what it returns; emptied before each callback. */
  public Region buffers() {
    return buffers;
  }

  /**
   * Lays down a text for good: a header's name, a key.
   *
   * @throws IllegalStateException when 64 KiB of constants are full
   */
  public Slice constant(String text) {
    int length = Utf8.length(text);
    int address = constants.allocate(length);
    if (address == 0) {
      throw new IllegalStateException("no room for the constant '" + text + "'");
    }
    Utf8.write(memory, address, text);
    return new Slice(address, length);
  }

  /** Writes a line to the proxy's log; what is beyond 4 KiB is cut off. */
  public int log(int level, String text) {
    String line = text.length() > MAX_LOG_BYTES / 3 ? text.substring(0, MAX_LOG_BYTES / 3) : text;
    int mark = buffers.mark();
    int length = Utf8.length(line);
    int address = buffers.allocate(length);
    if (address == 0) {
      return Status.INVALID_MEMORY_ACCESS;
    }
    Utf8.write(memory, address, line);
    int status = calls.log(level, address, length);
    buffers.rewind(mark);
    return status;
  }

  /** Wall time in nanoseconds since the epoch, or {@link #NO_TIME}. */
  public long nanos() {
    return calls.getCurrentTimeNanoseconds(NUMBER) == Status.OK ? memory.load64(NUMBER) : NO_TIME;
  }

  /** Points {@code bytes} at a buffer's content. */
  public int buffer(int type, int start, int maxLength, Slice bytes) {
    return returned(calls.getBufferBytes(type, start, maxLength, clear(), LENGTH), bytes);
  }

  /** Points {@code value} at a header's value; several of one name are joined by commas. */
  public int header(int map, Slice key, Slice value) {
    return returned(
        calls.getHeaderMapValue(map, key.address(), key.length(), clear(), LENGTH), value);
  }

  /** Adds a header. */
  public int addHeader(int map, Slice key, Slice value) {
    return calls.addHeaderMapValue(
        map, key.address(), key.length(), value.address(), value.length());
  }

  /** Answers the request; the callback should return {@code PAUSE} then. */
  public int respond(LocalResponse response) {
    return calls.sendLocalResponse(
        response.status(),
        response.details().address(),
        response.details().length(),
        response.body().address(),
        response.body().length(),
        response.headers().address(),
        response.headers().length(),
        NO_GRPC_STATUS);
  }

  /** The id of a metric, new or not, or {@link #NO_METRIC}. */
  public int defineMetric(int type, String name) {
    int mark = buffers.mark();
    int length = Utf8.length(name);
    int address = buffers.allocate(length);
    if (address == 0) {
      return NO_METRIC;
    }
    Utf8.write(memory, address, name);
    int status = calls.defineMetric(type, address, length, ID);
    buffers.rewind(mark);
    return status == Status.OK ? memory.load32(ID) : NO_METRIC;
  }

  /** Adds to a counter or gauge. */
  public int increment(int metric, long offset) {
    return calls.incrementMetric(metric, offset);
  }

  /** Sets a gauge, or adds a sample to a histogram. */
  public int record(int metric, long value) {
    return calls.recordMetric(metric, value);
  }

  /** The value of a counter or gauge over all workers, or -1. */
  public long metric(int metric) {
    return calls.getMetric(metric, NUMBER) == Status.OK ? memory.load64(NUMBER) : -1;
  }

  /** Points {@code value} at shared data; {@link #cas} then says which version it is. */
  public int sharedData(Slice key, Slice value) {
    return returned(calls.getSharedData(key.address(), key.length(), clear(), LENGTH, CAS), value);
  }

  /** Version of the shared data that was read last. */
  public int cas() {
    return memory.load32(CAS);
  }

  /** Writes shared data if it still is of version {@code cas}; 0 writes in any case. */
  public int setSharedData(Slice key, Slice value, int cas) {
    return calls.setSharedData(key.address(), key.length(), value.address(), value.length(), cas);
  }

  /** Points {@code value} at a property; the segments of its path are divided by NUL. */
  public int property(Slice path, Slice value) {
    return returned(calls.getProperty(path.address(), path.length(), clear(), LENGTH), value);
  }

  /** Asks for ticks; 0 ends them. */
  public int tickEvery(int milliseconds) {
    return calls.setTickPeriodMilliseconds(milliseconds);
  }

  /** Makes the calls that follow be about another stream. */
  public int effectiveContext(int context) {
    return calls.setEffectiveContext(context);
  }

  /** Lets a paused stream go on. */
  public int continueStream(int type) {
    return calls.continueStream(type);
  }

  /** A host returns neither address nor length for an empty value. */
  private int clear() {
    memory.store64(DATA, 0);
    return DATA;
  }

  private int returned(int status, Slice bytes) {
    bytes.set(memory.load32(DATA), memory.load32(LENGTH));
    return status;
  }
}
