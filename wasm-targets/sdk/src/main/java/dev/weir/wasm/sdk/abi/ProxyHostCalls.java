package dev.weir.wasm.sdk.abi;

import org.teavm.interop.Import;

/** The proxy's own functions; what a module does not call, it does not import. */
public final class ProxyHostCalls implements HostCalls {

  @Override
  public int log(int level, int message, int messageLength) {
    return logImport(level, message, messageLength);
  }

  @Import(module = "env", name = "proxy_log")
  private static native int logImport(int level, int message, int messageLength);

  @Override
  public int getCurrentTimeNanoseconds(int returnTime) {
    return getCurrentTimeNanosecondsImport(returnTime);
  }

  @Import(module = "env", name = "proxy_get_current_time_nanoseconds")
  private static native int getCurrentTimeNanosecondsImport(int returnTime);

  @Override
  public int getBufferBytes(int type, int start, int maxLength, int returnData, int returnLength) {
    return getBufferBytesImport(type, start, maxLength, returnData, returnLength);
  }

  @Import(module = "env", name = "proxy_get_buffer_bytes")
  private static native int getBufferBytesImport(
      int type, int start, int maxLength, int returnData, int returnLength);

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
  public int defineMetric(int type, int name, int nameLength, int returnId) {
    return defineMetricImport(type, name, nameLength, returnId);
  }

  @Import(module = "env", name = "proxy_define_metric")
  private static native int defineMetricImport(int type, int name, int nameLength, int returnId);

  @Override
  public int incrementMetric(int id, long offset) {
    return incrementMetricImport(id, offset);
  }

  @Import(module = "env", name = "proxy_increment_metric")
  private static native int incrementMetricImport(int id, long offset);

  @Override
  public int recordMetric(int id, long value) {
    return recordMetricImport(id, value);
  }

  @Import(module = "env", name = "proxy_record_metric")
  private static native int recordMetricImport(int id, long value);

  @Override
  public int getMetric(int id, int returnValue) {
    return getMetricImport(id, returnValue);
  }

  @Import(module = "env", name = "proxy_get_metric")
  private static native int getMetricImport(int id, int returnValue);

  @Override
  public int getSharedData(
      int key, int keyLength, int returnData, int returnLength, int returnCas) {
    return getSharedDataImport(key, keyLength, returnData, returnLength, returnCas);
  }

  @Import(module = "env", name = "proxy_get_shared_data")
  private static native int getSharedDataImport(
      int key, int keyLength, int returnData, int returnLength, int returnCas);

  @Override
  public int setSharedData(int key, int keyLength, int value, int valueLength, int cas) {
    return setSharedDataImport(key, keyLength, value, valueLength, cas);
  }

  @Import(module = "env", name = "proxy_set_shared_data")
  private static native int setSharedDataImport(
      int key, int keyLength, int value, int valueLength, int cas);

  @Override
  public int getProperty(int path, int pathLength, int returnData, int returnLength) {
    return getPropertyImport(path, pathLength, returnData, returnLength);
  }

  @Import(module = "env", name = "proxy_get_property")
  private static native int getPropertyImport(
      int path, int pathLength, int returnData, int returnLength);

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
  public int continueStream(int type) {
    return continueStreamImport(type);
  }

  @Import(module = "env", name = "proxy_continue_stream")
  private static native int continueStreamImport(int type);
}
