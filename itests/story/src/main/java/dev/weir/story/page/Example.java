package dev.weir.story.page;

import java.util.List;
import java.util.Optional;

/**
 * What a page gives to try: rules, if it prints any before the commands, and the commands.
 *
 * @param line of the page at which the commands begin
 * @param heading above them
 * @param rules a document of JSON
 * @param steps the commands, in order
 */
public record Example(int line, String heading, Optional<String> rules, List<Step> steps) {}
