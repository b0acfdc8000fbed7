package dev.weir.story;

/**
 * One thing that the story claims.
 *
 * @param line what is claimed, led by the number of its line
 * @param expected what must be seen
 * @param seen what was seen
 * @param ok whether it held
 */
record Check(String line, String expected, String seen, boolean ok) {}
