package dev.weir.rule;

import java.util.List;

/**
 * What a blocked HTTP caller gets; OpenSergo's {@code HttpRequestFallbackAction} with behavior
 * {@code ReturnProvidedResponse}.
 *
 * @param status HTTP status, 200 to 599
 * @param headers added to the answer, in order
 * @param body sent as it is, in UTF-8; at most {@value #MAX_BODY} characters
 */
public record Fallback(int status, List<Header> headers, String body) {

  /** Longest body, in characters: it is copied into every worker of every proxy. */
  public static final int MAX_BODY = 65_536;

  /** Most headers: Envoy refuses more than 100 by default. */
  public static final int MAX_HEADERS = 64;

  /** Sentinel's answer to a blocked request. */
  public static final Fallback TOO_MANY_REQUESTS =
      new Fallback(429, List.of(), "Blocked by Sentinel: FlowException\n");

  public Fallback {
    headers = List.copyOf(headers);
    if (status < 200 || status > 599) {
      throw new InvalidRuleException("status", "must be 200 to 599, was " + status);
    }
    if (headers.size() > MAX_HEADERS) {
      throw new InvalidRuleException(
          "headers", "must be at most " + MAX_HEADERS + ", were " + headers.size());
    }
    if (body.length() > MAX_BODY) {
      throw new InvalidRuleException(
          "body", "must have at most " + MAX_BODY + " characters, had " + body.length());
    }
  }

  /**
   * One header of the answer.
   *
   * @param key a header name as RFC 9110 has it: no pseudo-header, no control character
   * @param value without carriage return, line feed or NUL
   */
  public record Header(String key, String value) {
    public Header {
      if (key.isEmpty()) {
        throw new InvalidRuleException("headers.key", "must not be empty");
      }
      for (int i = 0; i < key.length(); i++) {
        if (!isToken(key.charAt(i))) {
          throw new InvalidRuleException("headers.key", "must be a header name, was '" + key + "'");
        }
      }
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c == '\r' || c == '\n' || c == 0) {
          throw new InvalidRuleException(
              "headers.value", "of '" + key + "' must be one line without NUL");
        }
      }
    }

    private static boolean isToken(char c) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
  }
}
