package dev.weir.wasm.http;

import dev.weir.rule.HttpResource;

/**
 * Names of HTTP resources: {@code METHOD:/path}, as the filter makes them of a request, and those
 * that are defined.
 */
final class RequestName {

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private RequestName() {}

  /** Why no request can have the name, a clause; empty when one can. */
  static String fault(String resource) {
    if (HttpResource.isName(resource)) {
      return "";
    }
    int colon = resource.indexOf(':');
    if (colon < 1 || !isMethod(resource, colon)) {
      return "the resource is not METHOD:/path, was '" + resource + "'";
    }
    String path = resource.substring(colon + 1);
    if (!path.startsWith("/") && !path.equals("*")) {
      return "the path must start with '/', was '" + path + "'";
    }
    if (path.indexOf('?') >= 0) {
      return "a path is compared without its query, was '" + path + "'";
    }
    return "";
  }

  /** A token of RFC 9110, 5.6.2, without lower-case letters: methods are case-sensitive. */
  private static boolean isMethod(String resource, int end) {
    for (int i = 0; i < end; i++) {
      char c = resource.charAt(i);
      boolean allowed =
          (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || TOKEN_MARKS.indexOf(c) >= 0;
      if (!allowed) {
        return false;
      }
    }
    return true;
  }
}
