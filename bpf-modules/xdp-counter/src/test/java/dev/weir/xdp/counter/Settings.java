package dev.weir.xdp.counter;

import java.lang.annotation.Annotation;

/** The hook's settings as Config Admin would give them. */
@SuppressWarnings({"BadAnnotationImplementation", "ClassExplicitlyAnnotation"})
record Settings(String interface$, String mode, int ports, int sources)
    implements XdpCounter.Config {

  static Settings of(String device) {
    return new Settings(device, "auto", 255, 256);
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return XdpCounter.Config.class;
  }
}
