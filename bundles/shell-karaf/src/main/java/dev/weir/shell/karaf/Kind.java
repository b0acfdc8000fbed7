package dev.weir.shell.karaf;

/** What may stand at a place of a command line. */
enum Kind {
  RULE,
  REVISION,
  HOOK,
  POINT,
  RESOURCE,
  COMMAND,
  /** Not known beforehand. */
  FREE
}
