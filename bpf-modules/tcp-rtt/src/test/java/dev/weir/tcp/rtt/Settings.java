package dev.weir.tcp.rtt;

import java.lang.annotation.Annotation;

/** The hook's settings as Config Admin would give them. */
@SuppressWarnings({"BadAnnotationImplementation", "ClassExplicitlyAnnotation"})
record Settings(String cgroup) implements TcpRtt.Config {

  @Override
  public Class<? extends Annotation> annotationType() {
    return TcpRtt.Config.class;
  }
}
