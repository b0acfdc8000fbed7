package dev.weir.bench.kernel.swaps;

/**
 * What became of all that flowed.
 *
 * @param met packets or calls that met the hook
 * @param lost of those, what neither went on nor was refused
 * @param unfiltered of those, what went on and the hook did not know of, or should have refused
 */
record Account(long met, long lost, long unfiltered) {}
