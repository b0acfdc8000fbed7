package dev.weir.opensergo.sentinel;

import dev.weir.opensergo.tree.Field;
import dev.weir.opensergo.tree.Fields;
import dev.weir.rule.HotspotRule;
import dev.weir.rule.HotspotRule.SpecificItem;
import dev.weir.rule.ParamValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code specificItems}: values of a parameter with a threshold of their own. */
final class SpecificItems {

  private static final int LONGEST = ParamValue.OfString.MAX_LENGTH;

  private static final Words<Function<String, Optional<ParamValue>>> KINDS =
      new Words<Function<String, Optional<ParamValue>>>()
          .with(0, "KindInt", GoValues::integer)
          .with(1, "KindString", GoValues::string)
          .with(2, "KindBool", GoValues::bool)
          .with(3, "KindFloat64", GoValues::decimal);

  private SpecificItems() {}

  static List<SpecificItem> read(Field list, Dialect dialect) {
    List<SpecificItem> items = new ArrayList<>();
    Set<ParamValue> seen = new HashSet<>();
    for (Field field : list.items(0, HotspotRule.MAX_SPECIFIC_ITEMS)) {
      Fields fields = dialect == Dialect.JSON ? field.objectInAnyCase() : field.object();
      var kind = KINDS.required(fields, "valKind", dialect);
      Field written = fields.required("valStr", "the value");
      Optional<ParamValue> value = kind.apply(written.upTo(LONGEST));
      long threshold =
          fields
              .required("threshold", "the number of calls")
              .integer(Long.MIN_VALUE, Long.MAX_VALUE);
      fields.refuseOthers();
      if (value.isEmpty() && fields.sound()) {
        written.refuse("is no value of its valKind, was " + written.found());
      } else if (value.isPresent() && !seen.add(value.get())) {
        written.refuse("is there already, was " + written.found() + ": give each value once");
      }
      value.ifPresent(v -> items.add(new SpecificItem(v, threshold)));
    }
    return items;
  }
}
