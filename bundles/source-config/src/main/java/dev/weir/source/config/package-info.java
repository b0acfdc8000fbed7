/**
 * Rules in Config Admin: {@code etc/dev.weir.rules.cfg} and the {@code config:} commands.
 *
 * <p>{@link dev.weir.source.config.ConfigRuleSource} is the {@link dev.weir.hook.RuleSource}. Each
 * key of a {@link dev.weir.source.config.RuleSheet} becomes one document: a {@code yaml} key as it
 * is, a short form by way of {@link dev.weir.source.config.ShortForm}, which writes the same
 * objects that a file would hold. Nothing here validates: a wrong word goes into the document where
 * it was meant to stand, and the format refuses it there.
 */
@NullMarked
package dev.weir.source.config;

import org.jspecify.annotations.NullMarked;
