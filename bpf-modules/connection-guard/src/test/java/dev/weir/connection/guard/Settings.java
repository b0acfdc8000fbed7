package dev.weir.connection.guard;

import java.lang.annotation.Annotation;

/** The hook's settings as Config Admin would give them. */
@SuppressWarnings({"BadAnnotationImplementation", "ClassExplicitlyAnnotation"})
record Settings(String cgroup, int peers) implements ConnectionGuard.Config {

  @Override
  public String whenAbsent() {
    return "open";
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return ConnectionGuard.Config.class;
  }
}
