package dev.weir.hook;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where rules come from: a folder, Config Admin, etcd, Kubernetes. It brings documents and does not
 * read them.
 */
@ConsumerType
public interface RuleSource {

  /** Service property: an Integer; of two sources with a rule of the same id the higher wins. */
  String PRECEDENCE = "weir.source.precedence";

  /** Unique among sources: {@code file}, {@code config}. */
  String name();

  /**
   * Begins to deliver: once at the start, even if empty, and after every change. Returns without
   * waiting for the store to be reached.
   */
  void open(RuleSink sink);

  /** Ends delivery; nothing is delivered after it returns. What was delivered is withdrawn. */
  void close();
}
