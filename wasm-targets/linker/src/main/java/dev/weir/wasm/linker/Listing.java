package dev.weir.wasm.linker;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What takes the room of a module, as text: sections, then code by package, class, function. */
final class Listing {

  /** Of what TeaVM made by itself. */
  private static final String RUNTIME = "(TeaVM)";

  private final StringBuilder text = new StringBuilder();

  private Listing() {}

  static String of(LinkedModule module) {
    Listing listing = new Listing();
    listing.line(module.code().length, "bytes");
    listing.head("sections");
    module.sizes().forEach((name, bytes) -> listing.line(bytes, name));
    listing.grouped("code by package", module.functions(), Listing::packageOf);
    listing.grouped("code by class", module.functions(), Listing::owner);
    listing.head("code by function");
    for (FunctionSize function : module.functions()) {
      listing.line(function.bytes(), owner(function) + "." + function.name());
    }
    return listing.text.toString();
  }

  private void grouped(
      String head, List<FunctionSize> functions, Function<FunctionSize, String> group) {
    Map<String, Integer> sums = new TreeMap<>();
    functions.forEach(
        function -> sums.merge(group.apply(function), function.bytes(), Integer::sum));
    head(head);
    sums.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(sum -> line(sum.getValue(), sum.getKey()));
  }

  private void head(String head) {
    text.append('\n').append(head).append('\n');
  }

  private void line(int bytes, String what) {
    text.append(String.format("%8d ", bytes)).append(what).append('\n');
  }

  private static String owner(FunctionSize function) {
    return function.owner().isEmpty() ? RUNTIME : function.owner();
  }

  private static String packageOf(FunctionSize function) {
    int end = function.owner().lastIndexOf('.');
    return end < 0 ? owner(function) : function.owner().substring(0, end);
  }
}
