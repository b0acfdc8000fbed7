package dev.weir.wasm.sdk;

import dev.weir.wasm.sdk.abi.HostCalls;
import dev.weir.wasm.sdk.abi.LinearMemory;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.abi.MemoryMap;
import dev.weir.wasm.sdk.abi.Region;
import dev.weir.wasm.sdk.text.Utf8;
import dev.weir.wasm.sdk.type.BufferType;
import dev.weir.wasm.sdk.type.LogLevel;
import dev.weir.wasm.sdk.type.MapType;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;

/**
 * The proxy, as a filter calls it. What belongs together is an object of its own: {@link #headers},
 * {@link #buffer}, {@link #streams}, {@link #metrics}, {@link #sharedData}, {@link #queues}, {@link
 * #http}, {@link #grpc}. Every method answers a {@link Status} unless it says otherwise; none
 * throws, and only those that take a String or make an object allocate.
 */
public final class Host {

  /** What {@link #nanos} answers when the host has no time. */
  public static final long NO_TIME = -1;

  private static final int MAX_LOG_CHARACTERS = 1365;

  private final HostCalls calls;
  private final Memory memory;
  private final Returns returns;
  private final Region constants = new Region(MemoryMap.CONSTANTS, MemoryMap.CALL_BUFFERS);
  private final Region buffers = new Region(MemoryMap.CALL_BUFFERS, MemoryMap.PROGRAM);
  private final Metrics metrics;
  private final SharedData sharedData;
  private final Streams streams;

  /**
   * @param calls the functions
   * @param memory the memory that they read and write
   */
  public Host(HostCalls calls, Memory memory) {
    this.calls = calls;
    this.memory = memory;
    this.returns = new Returns(memory);
    this.metrics = new Metrics(this, calls.shared(), returns);
    this.sharedData = new SharedData(calls.shared(), returns);
    this.streams = new Streams(calls.stream());
  }

  /** The proxy that this module runs in. */
  public static Host proxy() {
    return new Host(HostCalls.proxy(), new LinearMemory());
  }

  /** Linear memory. */
  public Memory memory() {
    return memory;
  }

  /** Where the host puts what it returns; emptied before each callback. */
  public Region buffers() {
    return buffers;
  }

  /** Counters, gauges, histograms. */
  public Metrics metrics() {
    return metrics;
  }

  /** Values under keys that all VMs of one vm_id share. */
  public SharedData sharedData() {
    return sharedData;
  }

  /** What becomes of streams: answered, let go, ended. */
  public Streams streams() {
    return streams;
  }

  /**
   * A new view of a header map; make it once.
   *
   * @param type a {@link MapType}
   */
  public HeaderMap headers(int type) {
    return new HeaderMap(calls.stream(), returns, type);
  }

  /**
   * A new view of a buffer; make it once.
   *
   * @param type a {@link BufferType}
   */
  public Buffer buffer(int type) {
    return new Buffer(calls.stream(), returns, type);
  }

  /** New: queues between VMs. */
  public SharedQueues queues() {
    return new SharedQueues(calls.shared(), returns);
  }

  /** New: HTTP calls to clusters. */
  public HttpCallouts http() {
    return new HttpCallouts(calls.callout(), returns);
  }

  /** New: gRPC calls to clusters. */
  public GrpcCallouts grpc() {
    return new GrpcCallouts(calls.callout(), returns);
  }

  /**
   * Lays down a text for good: a header's name, a key.
   *
   * @throws IllegalStateException when 64 KiB of constants are full
   */
  public Slice constant(String text) {
    Slice bytes = text(constants, text);
    if (bytes.address() == 0) {
      throw new IllegalStateException("no room for the constant '" + text + "'");
    }
    return bytes;
  }

  /** Lays down a text until the callback ends; at address 0 when there is no room. */
  public Slice text(String text) {
    return text(buffers, text);
  }

  private Slice text(Region region, String text) {
    int length = Utf8.length(text);
    int address = region.allocate(length);
    if (address == 0) {
      return new Slice();
    }
    Utf8.write(memory, address, text);
    return new Slice(address, length);
  }

  /** Writes a line to the proxy's log; what is beyond 4 KiB is cut off. */
  public int log(int level, String text) {
    int mark = buffers.mark();
    Slice line =
        text(text.length() > MAX_LOG_CHARACTERS ? text.substring(0, MAX_LOG_CHARACTERS) : text);
    int status =
        line.address() == 0
            ? Status.INVALID_MEMORY_ACCESS
            : calls.process().log(level, line.address(), line.length());
    buffers.rewind(mark);
    return status;
  }

  /** The {@link LogLevel} below which the proxy drops lines; TRACE when it does not say. */
  public int logLevel() {
    return calls.process().getLogLevel(Returns.NUMBER) == Status.OK
        ? returns.small()
        : LogLevel.TRACE;
  }

  /** Wall time in nanoseconds since the epoch, or {@link #NO_TIME}. */
  public long nanos() {
    return calls.process().getCurrentTimeNanoseconds(Returns.NUMBER) == Status.OK
        ? returns.number()
        : NO_TIME;
  }

  /** Points {@code value} at a property; the segments of its path are divided by NUL. */
  public int property(Slice path, Slice value) {
    int status =
        calls.process().getProperty(path.address(), path.length(), returns.bytes(), Returns.LENGTH);
    return returns.to(value, status);
  }

  /** Sets a property that other filters of the stream see. */
  public int setProperty(Slice path, Slice value) {
    return calls
        .process()
        .setProperty(path.address(), path.length(), value.address(), value.length());
  }

  /** Writes random bytes, at most 64 KiB; also while the VM starts. OK, or WASI's error. */
  public int random(int address, int length) {
    return calls.process().randomGet(address, length);
  }

  /** Asks for ticks of this plugin; 0 ends them. */
  public int tickEvery(int milliseconds) {
    return calls.process().setTickPeriodMilliseconds(milliseconds);
  }

  /** Makes the calls that follow be about another stream or plugin. */
  public int effectiveContext(int context) {
    return calls.process().setEffectiveContext(context);
  }

  /** Lets the context go that was held back by answering false to on_done. */
  public int done() {
    return calls.process().done();
  }

  /** How the call that is being answered ended: points {@code message} at the reason. */
  public int callStatus(Slice message) {
    int status = calls.callout().getStatus(Returns.NUMBER, returns.bytes(), Returns.LENGTH);
    return returns.to(message, status);
  }

  /** The code that {@link #callStatus} read, gRPC's or 0. */
  public int callStatusCode() {
    return returns.small();
  }

  /** Calls a function that this proxy alone has, and points {@code result} at what it answers. */
  public int foreign(Slice name, Slice argument, Slice result) {
    int status =
        calls
            .process()
            .callForeignFunction(
                name.address(),
                name.length(),
                argument.address(),
                argument.length(),
                returns.bytes(),
                Returns.LENGTH);
    return returns.to(result, status);
  }
}
