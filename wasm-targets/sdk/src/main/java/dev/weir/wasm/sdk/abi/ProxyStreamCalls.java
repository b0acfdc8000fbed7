package dev.weir.wasm.sdk.abi;

import org.teavm.interop.Import;

/** StreamCalls of the proxy that the module runs in. */
final class ProxyStreamCalls implements StreamCalls {

  @Override
  public int getHeaderMapSize(int map, int returnSize) {
    return getHeaderMapSizeImport(map, returnSize);
  }

  @Import(module = "env", name = "proxy_get_header_map_size")
  private static native int getHeaderMapSizeImport(int map, int returnSize);

  @Override
  public int getHeaderMapPairs(int map, int returnData, int returnLength) {
    return getHeaderMapPairsImport(map, returnData, returnLength);
  }

  @Import(module = "env", name = "proxy_get_header_map_pairs")
  private static native int getHeaderMapPairsImport(int map, int returnData, int returnLength);

  @Override
  public int setHeaderMapPairs(int map, int pairs, int pairsLength) {
    return setHeaderMapPairsImport(map, pairs, pairsLength);
  }

  @Import(module = "env", name = "proxy_set_header_map_pairs")
  private static native int setHeaderMapPairsImport(int map, int pairs, int pairsLength);

  @Override
  public int getHeaderMapValue(int map, int key, int keyLength, int returnData, int returnLength) {
    return getHeaderMapValueImport(map, key, keyLength, returnData, returnLength);
  }

  @Import(module = "env", name = "proxy_get_header_map_value")
  private static native int getHeaderMapValueImport(
      int map, int key, int keyLength, int returnData, int returnLength);

  @Override
  public int addHeaderMapValue(int map, int key, int keyLength, int value, int valueLength) {
    return addHeaderMapValueImport(map, key, keyLength, value, valueLength);
  }

  @Import(module = "env", name = "proxy_add_header_map_value")
  private static native int addHeaderMapValueImport(
      int map, int key, int keyLength, int value, int valueLength);

  @Override
  public int replaceHeaderMapValue(int map, int key, int keyLength, int value, int valueLength) {
    return replaceHeaderMapValueImport(map, key, keyLength, value, valueLength);
  }

  @Import(module = "env", name = "proxy_replace_header_map_value")
  private static native int replaceHeaderMapValueImport(
      int map, int key, int keyLength, int value, int valueLength);

  @Override
  public int removeHeaderMapValue(int map, int key, int keyLength) {
    return removeHeaderMapValueImport(map, key, keyLength);
  }

  @Import(module = "env", name = "proxy_remove_header_map_value")
  private static native int removeHeaderMapValueImport(int map, int key, int keyLength);

  @Override
  public int getBufferBytes(int type, int start, int maxLength, int returnData, int returnLength) {
    return getBufferBytesImport(type, start, maxLength, returnData, returnLength);
  }

  @Import(module = "env", name = "proxy_get_buffer_bytes")
  private static native int getBufferBytesImport(
      int type, int start, int maxLength, int returnData, int returnLength);

  @Override
  public int getBufferStatus(int type, int returnSize, int returnUnused) {
    return getBufferStatusImport(type, returnSize, returnUnused);
  }

  @Import(module = "env", name = "proxy_get_buffer_status")
  private static native int getBufferStatusImport(int type, int returnSize, int returnUnused);

  @Override
  public int setBufferBytes(int type, int start, int length, int value, int valueLength) {
    return setBufferBytesImport(type, start, length, value, valueLength);
  }

  @Import(module = "env", name = "proxy_set_buffer_bytes")
  private static native int setBufferBytesImport(
      int type, int start, int length, int value, int valueLength);

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
    return sendLocalResponseImport(
        status, details, detailsLength, body, bodyLength, headers, headersLength, grpcStatus);
  }

  @Import(module = "env", name = "proxy_send_local_response")
  private static native int sendLocalResponseImport(
      int status,
      int details,
      int detailsLength,
      int body,
      int bodyLength,
      int headers,
      int headersLength,
      int grpcStatus);

  @Override
  public int continueStream(int type) {
    return continueStreamImport(type);
  }

  @Import(module = "env", name = "proxy_continue_stream")
  private static native int continueStreamImport(int type);

  @Override
  public int closeStream(int type) {
    return closeStreamImport(type);
  }

  @Import(module = "env", name = "proxy_close_stream")
  private static native int closeStreamImport(int type);
}
