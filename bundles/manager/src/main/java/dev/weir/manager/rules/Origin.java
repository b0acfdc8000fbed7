package dev.weir.manager.rules;

import dev.weir.rule.Rule;

/**
 * A rule in force, and where it came from.
 *
 * @param source name of the source
 * @param document where the source has it
 * @param rule the rule
 * @param revision of the set in which it got the content that it has
 * @param since when that was put in force, in milliseconds since the epoch
 */
public record Origin(String source, String document, Rule rule, long revision, long since) {}
