package dev.weir.hook;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the kernel or the proxy says of an attachment.
 *
 * @param live whether it is in place
 * @param detail one line: what is so, or what is wrong
 * @param facts names and values for {@code --json} (program id, link id, proxies connected)
 */
public record Status(boolean live, String detail, Map<String, String> facts) {
  public Status {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }
}
