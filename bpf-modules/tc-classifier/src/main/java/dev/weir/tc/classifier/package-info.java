/**
 * The hook {@code tc-classifier}: packets and new connections per destination port limited in the
 * kernel, over all sources or for each of them.
 *
 * <p>Start at {@link dev.weir.tc.classifier.TcClassifier}. A rule becomes a {@link
 * dev.weir.tc.classifier.Limit}, limits are put in force by a {@link
 * dev.weir.tc.classifier.RuleTable}, and the program is {@code tc_classifier.bpf.c}; {@link
 * dev.weir.tc.classifier.Layouts} mirrors its header {@code tc_classifier.h}.
 */
@NullMarked
package dev.weir.tc.classifier;

import org.jspecify.annotations.NullMarked;
