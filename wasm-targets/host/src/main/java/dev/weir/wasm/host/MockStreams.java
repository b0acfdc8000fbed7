package dev.weir.wasm.host;

import dev.weir.wasm.sdk.abi.StreamCalls;
import dev.weir.wasm.sdk.type.Status;
import dev.weir.wasm.sdk.type.StreamType;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Header maps, buffers, and what becomes of streams. */
final class MockStreams implements StreamCalls {

  private final VmState state;

  MockStreams(VmState state) {
    this.state = state;
  }

  @Override
  public int getHeaderMapSize(int map, int returnSize) {
    byte[] pairs = GuestBytes.serialized(map("get_header_map_size", map));
    state.bytes.memory().store32(returnSize, pairs.length);
    return Status.OK;
  }

  @Override
  public int getHeaderMapPairs(int map, int returnData, int returnLength) {
    byte[] pairs = GuestBytes.serialized(map("get_header_map_pairs", map));
    return state.bytes.give(pairs, returnData, returnLength);
  }

  @Override
  public int setHeaderMapPairs(int map, int pairs, int pairsLength) {
    Headers headers = map("set_header_map_pairs", map);
    List<Headers.Header> read = state.bytes.pairs(pairs, pairsLength);
    headers.all().clear();
    headers.all().addAll(read);
    return Status.OK;
  }

  @Override
  public int getHeaderMapValue(int map, int key, int keyLength, int returnData, int returnLength) {
    Headers headers = map("get_header_map_value", map);
    byte[] value = headers.value(state.bytes.text(key, keyLength));
    return value == null ? Status.NOT_FOUND : state.bytes.give(value, returnData, returnLength);
  }

  @Override
  public int addHeaderMapValue(int map, int key, int keyLength, int value, int valueLength) {
    map("add_header_map_value", map)
        .add(state.bytes.text(key, keyLength), state.bytes.take(value, valueLength));
    return Status.OK;
  }

  @Override
  public int replaceHeaderMapValue(int map, int key, int keyLength, int value, int valueLength) {
    Headers headers = map("replace_header_map_value", map);
    headers.remove(state.bytes.text(key, keyLength));
    headers.add(state.bytes.text(key, keyLength), state.bytes.take(value, valueLength));
    return Status.OK;
  }

  @Override
  public int removeHeaderMapValue(int map, int key, int keyLength) {
    map("remove_header_map_value", map).remove(state.bytes.text(key, keyLength));
    return Status.OK;
  }

  @Override
  public int getBufferBytes(int type, int start, int maxLength, int returnData, int returnLength) {
    byte[] buffer = buffer("get_buffer_bytes", type);
    if (start < 0 || start > buffer.length || maxLength < 0) {
      return Status.BAD_ARGUMENT;
    }
    int end = maxLength > buffer.length - start ? buffer.length : start + maxLength;
    return state.bytes.give(Arrays.copyOfRange(buffer, start, end), returnData, returnLength);
  }

  @Override
  public int getBufferStatus(int type, int returnSize, int returnUnused) {
    byte[] buffer = buffer("get_buffer_status", type);
    state.bytes.memory().store32(returnSize, buffer.length);
    state.bytes.memory().store32(returnUnused, 0);
    return Status.OK;
  }

  /** As Envoy does it: before all, behind all or instead of all. */
  @Override
  public int setBufferBytes(int type, int start, int length, int value, int valueLength) {
    byte[] buffer = buffer("set_buffer_bytes", type);
    byte[] bytes = state.bytes.take(value, valueLength);
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    if (start == 0 && length == 0) {
      changed.writeBytes(bytes);
      changed.writeBytes(buffer);
    } else if (start == 0 && length >= buffer.length) {
      changed.writeBytes(bytes);
    } else if (start >= buffer.length) {
      changed.writeBytes(buffer);
      changed.writeBytes(bytes);
    } else {
      return Status.BAD_ARGUMENT;
    }
    state.scope("set_buffer_bytes").buffers.put(type, changed.toByteArray());
    return Status.OK;
  }

  @Override
  public int sendLocalResponse(
      int status,
      int details,
      int detailsLength,
      int body,
      int bodyLength,
      int headers,
      int headersLength,
      int grpcStatus) {
    state.called("send_local_response");
    Scope scope = state.scope("send_local_response");
    if (scope.maps.isEmpty()) {
      throw new IllegalStateException("send_local_response outside of a request");
    }
    if (scope.answer != null) {
      throw new IllegalStateException("the request is answered twice");
    }
    List<String> lines =
        new ArrayList<>(new Headers(state.bytes.pairs(headers, headersLength)).lines());
    scope.answer =
        new Answer(
            false,
            status,
            lines,
            state.bytes.text(body, bodyLength),
            state.bytes.text(details, detailsLength),
            grpcStatus);
    return Status.OK;
  }

  @Override
  public int continueStream(int type) {
    state.called("continue_stream");
    if (type == StreamType.UPSTREAM) {
      return Status.UNIMPLEMENTED;
    }
    if (!state.scope("continue_stream").paused.remove(type)) {
      throw new IllegalStateException("stream type " + type + " goes on, and is not paused");
    }
    return Status.OK;
  }

  @Override
  public int closeStream(int type) {
    state.called("close_stream");
    state.scope("close_stream").closed.add(type);
    return Status.OK;
  }

  private Headers map(String call, int type) {
    state.called(call);
    Headers headers = state.scope(call).maps.get(type);
    if (headers == null) {
      throw new IllegalStateException(call + " of map " + type + ", which is not there");
    }
    return headers;
  }

  private byte[] buffer(String call, int type) {
    state.called(call);
    byte[] buffer = state.scope(call).buffers.get(type);
    if (buffer == null) {
      throw new IllegalStateException(call + " of buffer " + type + ", which is not there");
    }
    return buffer;
  }
}
