/**
 * Real servers, each a process on free ports of the loopback that ends with the thread that started
 * it, however that ends: what the tests of the sources, those of the assembled platform and the
 * benchmarks run against. Start at {@link dev.weir.itests.servers.Programs}. Nothing here is part
 * of Weir.
 */
@NullMarked
package dev.weir.itests.servers;

import org.jspecify.annotations.NullMarked;
