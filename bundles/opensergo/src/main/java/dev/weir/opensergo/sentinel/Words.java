package dev.weir.opensergo.sentinel;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An enumeration of Sentinel's: each value has a number in JSON, and a word elsewhere. */
final class Words<T> {

  private final Map<Long, T> byNumber = new LinkedHashMap<>();
  private final Map<String, T> byWord = new LinkedHashMap<>();
  private final List<String> listed = new ArrayList<>();

  /** Adds a value. */
  Words<T> with(long number, String word, T value) {
    byNumber.put(number, value);
    byWord.putIfAbsent(word, value);
    listed.add(number + " (" + word + ")");
    return this;
  }

  /** The value of a field; the number 0's where JSON leaves it out, required elsewhere. */
  T required(Fields fields, String name, Dialect dialect) {
    return dialect == Dialect.JSON
        ? optional(fields, name, dialect)
        : read(fields.required(name, String.join(" or ", byWord.keySet())), dialect);
  }

  /** The value of a field; the number 0's where it is left out. */
  T optional(Fields fields, String name, Dialect dialect) {
    Optional<Field> field = fields.optional(name);
    return field.isPresent() ? read(field.get(), dialect) : first();
  }

  private T read(Field field, Dialect dialect) {
    if (dialect != Dialect.JSON) {
      return field.choice(byWord);
    }
    OptionalLong number = field.whole();
    T value = number.isPresent() ? byNumber.get(number.getAsLong()) : null;
    if (value == null) {
      field.expected(
          listed.size() == 1 ? listed.get(0) : "one of " + String.join(", ", listed), "");
      return first();
    }
    return value;
  }

  private T first() {
    T zero = byNumber.get(0L);
    return zero == null ? byNumber.values().iterator().next() : zero;
  }
}
