package dev.weir.manager;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears what happens to hooks; registered as an OSGi service. */
@ConsumerType
@FunctionalInterface
public interface HookListener {

  /** Called on the manager's thread, which waits for it: returns at once. */
  void changed(HookChange change);
}
