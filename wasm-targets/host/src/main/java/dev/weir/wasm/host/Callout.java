package dev.weir.wasm.host;

import java.util.List;

/**
 * A call to another service that a filter began.
 *
 * @param id that the filter got
 * @param target cluster, or {@code upstream service/method}
 * @param headers or metadata, {@code name: value}
 * @param body or message, a character for each byte (ISO 8859-1)
 * @param timeoutMs after which it has failed; 0 for never
 * @param stream whether it goes on after an answer: a gRPC stream
 */
public record Callout(
    int id, String target, List<String> headers, String body, int timeoutMs, boolean stream) {}
