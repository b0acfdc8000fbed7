package dev.weir.wasm.sdk.abi;

/**
 * Calls about the stream whose callback runs: header maps, buffers, what becomes of it. Named and
 * numbered as in the ABI; see {@link HostCalls}.
 */
public interface StreamCalls {

  /** proxy_get_header_map_size: bytes of the map, serialized. */
  int getHeaderMapSize(int map, int returnSize);

  /** proxy_get_header_map_pairs: the whole map, serialized. */
  int getHeaderMapPairs(int map, int returnData, int returnLength);

  /** proxy_set_header_map_pairs: replaces the whole map. */
  int setHeaderMapPairs(int map, int pairs, int pairsLength);

  /** proxy_get_header_map_value: one header. */
  int getHeaderMapValue(int map, int key, int keyLength, int returnData, int returnLength);

  /** proxy_add_header_map_value: one more of that name. */
  int addHeaderMapValue(int map, int key, int keyLength, int value, int valueLength);

  /** proxy_replace_header_map_value: the only one of that name. */
  int replaceHeaderMapValue(int map, int key, int keyLength, int value, int valueLength);

  /** proxy_remove_header_map_value: all of that name. */
  int removeHeaderMapValue(int map, int key, int keyLength);

  /** proxy_get_buffer_bytes: a part of a buffer. */
  int getBufferBytes(int type, int start, int maxLength, int returnData, int returnLength);

  /** proxy_get_buffer_status: size of a buffer; writes twice 4 bytes. */
  int getBufferStatus(int type, int returnSize, int returnUnused);

  /** proxy_set_buffer_bytes: replaces a part of a buffer. */
  int setBufferBytes(int type, int start, int length, int value, int valueLength);

  /** proxy_send_local_response: headers are serialized pairs, grpcStatus -1 for none. */
  int sendLocalResponse(
      int status,
      int details,
      int detailsLength,
      int body,
      int bodyLength,
      int headers,
      int headersLength,
      int grpcStatus);

  /** proxy_continue_stream: lets a paused stream go on. */
  int continueStream(int type);

  /** proxy_close_stream: ends a stream. */
  int closeStream(int type);
}
