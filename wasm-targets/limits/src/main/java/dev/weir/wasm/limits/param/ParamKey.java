package dev.weir.wasm.limits.param;

import dev.weir.rule.HotspotRule;
import org.jspecify.annotations.Nullable;

/**
 * Which value of a call a hotspot rule is about. A key names it: {@code client}, {@code host},
 * {@code path}, {@code method}, {@code header:NAME}, {@code query:NAME}, {@code cookie:NAME}. A
 * rule without a key has an index into the arguments of every call: client, host, path, method;
 * those of a connection are its client alone.
 *
 * @param source where it comes from
 * @param name of the header, parameter or cookie; empty for the others
 */
public record ParamKey(Source source, String name) {

  /** Arguments of a request, in order. */
  private static final Source[] REQUEST = {Source.CLIENT, Source.HOST, Source.PATH, Source.METHOD};

  /**
   * The value that a rule is about.
   *
   * @param request whether calls are requests; else they are connections
   * @throws IllegalArgumentException when no call has it; the message is a clause
   */
  public static ParamKey of(HotspotRule.Param param, boolean request) {
    ParamKey key = param.key().isEmpty() ? at(param.index(), request) : named(param.key());
    if (!request && key.source != Source.CLIENT) {
      throw new IllegalArgumentException("a connection has its client alone, not " + key);
    }
    return key;
  }

  private static ParamKey at(int index, boolean request) {
    int size = request ? REQUEST.length : 1;
    int at = index < 0 ? size + index : index;
    if (at < 0 || at >= size) {
      throw new IllegalArgumentException(
          "paramIndex must be " + -size + " to " + (size - 1) + ", was " + index);
    }
    return new ParamKey(REQUEST[at], "");
  }

  private static ParamKey named(String key) {
    int colon = key.indexOf(':');
    String name = colon < 0 ? "" : key.substring(colon + 1);
    Source source = source(colon < 0 ? key : key.substring(0, colon));
    boolean named = source == Source.HEADER || source == Source.QUERY || source == Source.COOKIE;
    if (source == null || named == name.isEmpty()) {
      throw new IllegalArgumentException(
          "paramKey must be client, host, path, method, header:NAME, query:NAME or cookie:NAME,"
              + " was '"
              + key
              + "'");
    }
    return new ParamKey(source, source == Source.HEADER ? lower(name) : name);
  }

  private static @Nullable Source source(String word) {
    return switch (word) {
      case "client" -> Source.CLIENT;
      case "host" -> Source.HOST;
      case "path" -> Source.PATH;
      case "method" -> Source.METHOD;
      case "header" -> Source.HEADER;
      case "query" -> Source.QUERY;
      case "cookie" -> Source.COOKIE;
      default -> null;
    };
  }

  /** Header names are compared without case, and a proxy has them in lower case. */
  private static String lower(String name) {
    StringBuilder text = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      text.append(c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
    }
    return text.toString();
  }
}
