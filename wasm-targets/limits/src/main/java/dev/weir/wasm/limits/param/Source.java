package dev.weir.wasm.limits.param;

/** Where the value of a hotspot rule comes from. */
public enum Source {
  /** The client's address, without its port. */
  CLIENT,
  /** The authority that is asked, as sent. */
  HOST,
  /** The path without its query. */
  PATH,
  /** The method, as sent. */
  METHOD,
  /** A request header. */
  HEADER,
  /** A parameter of the query, as sent: not decoded. */
  QUERY,
  /** A cookie. */
  COOKIE
}
