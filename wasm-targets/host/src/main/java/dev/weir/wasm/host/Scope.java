package dev.weir.wasm.host;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a context can reach just now: maps, buffers, properties, and what was done to its stream.
 */
final class Scope {

  final Map<Integer, Headers> maps = new HashMap<>();
  final Map<Integer, byte[]> buffers = new HashMap<>();
  final Map<String, byte[]> properties = new HashMap<>();

  /** Stream types whose last callback held them back. */
  final Set<Integer> paused = new HashSet<>();

  /** Stream types that the filter ended. */
  final Set<Integer> closed = new HashSet<>();

  @Nullable Answer answer;

  /** on_done said that the context stays. */
  boolean heldBack;

  int callStatus;
  String callMessage = "";
}
