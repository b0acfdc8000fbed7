package dev.weir.tc.classifier;

import java.lang.annotation.Annotation;

/** The hook's settings as Config Admin would give them. */
@SuppressWarnings({"BadAnnotationImplementation", "ClassExplicitlyAnnotation"})
record Settings(String interface$, int sourceRules, int sourcesPerRule)
    implements TcClassifier.Config {

  static Settings of(String device) {
    return new Settings(device, 4, 1024);
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return TcClassifier.Config.class;
  }
}
