package dev.weir.wasm.host;

import java.util.List;

/**
 * What a filter did with a request.
 *
 * @param passed whether it went on
 * @param status of the local response, or 0
 * @param headers of the local response, {@code name: value}, in order
 * @param body of the local response
 * @param details of the local response
 * @param grpcStatus of the local response, -1 for none
 */
public record Answer(
    boolean passed, int status, List<String> headers, String body, String details, int grpcStatus) {

  /** The request went on. */
  public static final Answer PASS = new Answer(true, 0, List.of(), "", "", -1);

  /** A local response to plain HTTP. */
  public Answer(boolean passed, int status, List<String> headers, String body, String details) {
    this(passed, status, headers, body, details, -1);
  }
}
