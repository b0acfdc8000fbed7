package dev.weir.tc.classifier;

import java.lang.annotation.Annotation;

/** The settings of the hook for the other way, as Config Admin would give them. */
@SuppressWarnings({
  "BadAnnotationImplementation",
  "ClassExplicitlyAnnotation",
  "ArrayRecordComponent",
  "ImmutableAnnotationChecker"
})
record EgressSettings(
    String interface$, int sourceRules, int sourcesPerRule, int addressTables, String[] allow)
    implements TcEgress.Config {

  static EgressSettings of(String device) {
    return new EgressSettings(device, 4, 1024, 64, new String[0]);
  }

  @Override
  public int priority() {
    return 50;
  }

  @Override
  public String whenAbsent() {
    return "open";
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return TcEgress.Config.class;
  }
}
