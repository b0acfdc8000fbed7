package dev.weir.wasm.limits;

import dev.weir.engine.call.Names;
import dev.weir.engine.match.NamePattern;
import dev.weir.rule.HotspotRule;
import dev.weir.wasm.limits.Definitions.Definition;
import dev.weir.wasm.limits.param.ParamKey;
import dev.weir.wasm.sdk.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads definitions of resources: first the values of requests that conditions look at, as the
 * {@code paramKey} of a hotspot rule has them; then each definition, its name and its matches. A
 * condition has the number of its value, what it asks of it (see {@link Condition}), and texts, or
 * the numbers of blocks.
 *
 * <pre>{@code
 * [["path","header:x-user","client"],
 *  ["http:gold",[[0,1,"/orders/"],[1,0,"gold"]],[[2,6,4,-4165855434757373952,0,15]]]]
 * }</pre>
 */
final class DefinitionReader {

  private static final Condition[] MATCH = {};
  private static final String[] TEXT = {};

  private final JsonReader json;
  private final List<ParamKey> keys = new ArrayList<>();

  DefinitionReader(JsonReader json) {
    this.json = json;
  }

  /**
   * @throws dev.weir.wasm.sdk.json.JsonException which byte is at fault
   */
  Definitions read() {
    List<Definition> all = new ArrayList<>();
    json.beginArray();
    if (json.nextElement()) {
      keys();
      while (json.nextElement()) {
        all.add(definition());
      }
    }
    return new Definitions(keys, all);
  }

  private void keys() {
    json.beginArray();
    while (json.nextElement()) {
      String text = json.string();
      try {
        keys.add(ParamKey.of(new HotspotRule.Param(0, text), true));
      } catch (IllegalArgumentException e) {
        throw json.invalid(String.valueOf(e.getMessage()));
      }
    }
  }

  private Definition definition() {
    List<Condition[]> matches = new ArrayList<>();
    json.beginArray();
    String name = json.nextElement() ? json.string() : "";
    while (json.nextElement()) {
      List<Condition> conditions = new ArrayList<>();
      json.beginArray();
      while (json.nextElement()) {
        conditions.add(condition());
      }
      matches.add(conditions.toArray(MATCH));
    }
    return new Definition(name, matches.toArray(new Condition[0][]));
  }

  private Condition condition() {
    json.beginArray();
    int key = number();
    int asks = number();
    if (key < 0 || key >= keys.size() || asks < 0 || asks > Condition.WITHIN) {
      throw json.invalid("no such condition: " + key + ", " + asks);
    }
    long[] blocks = new long[0];
    List<String> texts = new ArrayList<>();
    while (json.nextElement()) {
      if (asks == Condition.WITHIN) {
        blocks = block(blocks);
      } else {
        texts.add(asks == Condition.REGEX ? json.string() : MemoryText.of(json.string()));
      }
    }
    Names pattern = asks == Condition.REGEX ? pattern(texts.isEmpty() ? "" : texts.get(0)) : null;
    return new Condition(key, asks, texts.toArray(TEXT), pattern, blocks);
  }

  /** The next number of an array; -1 where it ends. */
  private int number() {
    return json.nextElement() ? Fields.small(json.integer()) : -1;
  }

  /** The blocks before, and one whose first number is next. */
  private long[] block(long[] before) {
    long[] blocks = new long[before.length + Condition.BLOCK];
    System.arraycopy(before, 0, blocks, 0, before.length);
    for (int i = before.length; i < blocks.length; i++) {
      if (i > before.length && !json.nextElement()) {
        throw json.invalid("a block has " + Condition.BLOCK + " numbers");
      }
      blocks[i] = json.integer();
    }
    return blocks;
  }

  private @Nullable Names pattern(String text) {
    try {
      return NamePattern.of(text);
    } catch (IllegalArgumentException e) {
      throw json.invalid(String.valueOf(e.getMessage()));
    }
  }
}
