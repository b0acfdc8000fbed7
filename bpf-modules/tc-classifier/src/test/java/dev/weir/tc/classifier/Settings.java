package dev.weir.tc.classifier;

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
    int sourceRules,
    int sourcesPerRule,
    int addressTables,
    String[] allow,
    String[] inbound)
    implements TcClassifier.Config {

  static Settings of(String device) {
    return new Settings(device, 4, 1024, 64, new String[0], new String[0]);
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
    return TcClassifier.Config.class;
  }
}
