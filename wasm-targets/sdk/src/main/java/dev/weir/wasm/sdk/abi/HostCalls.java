package dev.weir.wasm.sdk.abi;

/**
 * The functions of the host that filters use, under the ABI's names and with its arguments:
 * addresses and lengths in linear memory; {@code return…} is where the host writes a result. Each
 * answers a {@link dev.weir.wasm.sdk.type.Status}.
 */
public interface HostCalls {

  /** proxy_log. */
  int log(int level, int message, int messageLength);

  /** proxy_get_current_time_nanoseconds; writes 8 bytes. */
  int getCurrentTimeNanoseconds(int returnTime);

  /** proxy_get_buffer_bytes. */
  int getBufferBytes(int type, int start, int maxLength, int returnData, int returnLength);

  /** proxy_get_header_map_value. */
  int getHeaderMapValue(int map, int key, int keyLength, int returnData, int returnLength);

  /** proxy_add_header_map_value. */
  int addHeaderMapValue(int map, int key, int keyLength, int value, int valueLength);

  /** proxy_send_local_response; headers are serialized pairs, grpcStatus -1 for none. */
  int sendLocalResponse(
      int status,
      int details,
      int detailsLength,
      int body,
      int bodyLength,
      int headers,
      int headersLength,
      int grpcStatus);

  /** proxy_define_metric. */
  int defineMetric(int type, int name, int nameLength, int returnId);

  /** proxy_increment_metric. */
  int incrementMetric(int id, long offset);

  /** proxy_record_metric. */
  int recordMetric(int id, long value);

  /** proxy_get_metric; writes 8 bytes. */
  int getMetric(int id, int returnValue);

  /** proxy_get_shared_data. */
  int getSharedData(int key, int keyLength, int returnData, int returnLength, int returnCas);

  /** proxy_set_shared_data; cas 0 overwrites. */
  int setSharedData(int key, int keyLength, int value, int valueLength, int cas);

  /** proxy_get_property; the path's segments are divided by NUL. */
  int getProperty(int path, int pathLength, int returnData, int returnLength);

  /** proxy_set_tick_period_milliseconds. */
  int setTickPeriodMilliseconds(int period);

  /** proxy_set_effective_context. */
  int setEffectiveContext(int context);

  /** proxy_continue_stream. */
  int continueStream(int type);
}
