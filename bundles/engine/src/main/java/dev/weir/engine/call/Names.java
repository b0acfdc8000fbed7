package dev.weir.engine.call;

import org.jspecify.annotations.Nullable;

/** Which resources a rule is for: one by name, or all that match. */
public interface Names {

  /** Whether the resource is among them. */
  boolean match(String resource);

  /** The only name, or null when there may be several. */
  @Nullable String single();

  /** One name. */
  static Names of(String name) {
    return new Names() {
      @Override
      public boolean match(String resource) {
        return resource.equals(name);
      }

      @Override
      public String single() {
        return name;
      }
    };
  }
}
