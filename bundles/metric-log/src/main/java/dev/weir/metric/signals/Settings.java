package dev.weir.metric.signals;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Config Admin PID {@value SignalLog#PID}; the defaults are Sentinel's. */
@ObjectClassDefinition(
    name = "Weir metric log",
    description = "Statistics of every second, in Sentinel's files.")
@interface Settings {

  @AttributeDefinition(description = "Whether the log is written.")
  boolean enabled() default true;

  @AttributeDefinition(
      description =
          "Where the files lie. Empty: weir/metrics in Karaf's data, else in the bundle's.")
  String folder() default "";

  @AttributeDefinition(
      description = "The application: files are called APP-metrics.log.DATE, a dot in it a dash.")
  String app() default "weir";

  @AttributeDefinition(
      name = "use.pid",
      description = "Whether names of files have the process id: when processes share the folder.")
  boolean use_pid() default false;

  @AttributeDefinition(
      name = "single.file.max.size",
      min = "1",
      description = "Bytes that a file has when the next is begun.")
  long single_file_max_size() default 50L * 1024 * 1024;

  @AttributeDefinition(
      name = "max.file.count",
      min = "1",
      description = "Most files; the oldest goes.")
  int max_file_count() default 8;

  @AttributeDefinition(
      name = "prometheus.file",
      description =
          "A file in Prometheus' text format that is replaced every second, such as one that its"
              + " node exporter collects. Empty: none. Only while the log is enabled.")
  String prometheus_file() default "";
}
