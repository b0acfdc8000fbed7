package dev.weir.bench.rules;

/** Puts a rule where a source has it. */
interface Writer {

  /** The source's name. */
  String source();

  /** Writes an object of {@code weir.dev}, as YAML; returns when the write is acknowledged. */
  void write(RuleText rule) throws Exception;
}
