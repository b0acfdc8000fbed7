/**
 * Flow rules: how many tokens there are ({@link dev.weir.engine.flow.Tokens}), and what becomes of
 * a call for which there is none ({@link dev.weir.engine.flow.RejectCheck}, {@link
 * dev.weir.engine.flow.ThrottlingCheck}).
 *
 * <p>Start at {@link dev.weir.engine.flow.FlowKind}.
 */
@NullMarked
package dev.weir.engine.flow;

import org.jspecify.annotations.NullMarked;
