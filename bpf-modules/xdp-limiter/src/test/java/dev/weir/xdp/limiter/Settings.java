package dev.weir.xdp.limiter;

import java.lang.annotation.Annotation;

/** The hook's settings as Config Admin would give them. */
@SuppressWarnings({
  "BadAnnotationImplementation",
  "ClassExplicitlyAnnotation",
  "ArrayRecordComponent",
  "ImmutableAnnotationChecker"
})
record Settings(
    String interface$,
    String mode,
    int sourceRules,
    int sourcesPerRule,
    int addressTables,
    String[] allow,
    String[] inbound)
    implements XdpLimiter.Config {

  static Settings of(String device, String mode, String... allow) {
    return new Settings(device, mode, 4, 1024, 64, allow, new String[0]);
  }

  @Override
  public int priority() {
    return 20;
  }

  @Override
  public String whenAbsent() {
    return "open";
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return XdpLimiter.Config.class;
  }
}
