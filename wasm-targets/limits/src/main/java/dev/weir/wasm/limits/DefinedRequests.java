package dev.weir.wasm.limits;

import dev.weir.wasm.limits.Definitions.Definition;
import dev.weir.wasm.limits.param.ParamKey;
import dev.weir.wasm.limits.param.Source;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.abi.Memory;
import dev.weir.wasm.sdk.abi.Region;
import dev.weir.wasm.sdk.json.JsonReader;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at requests: each value is fetched once, when the first condition asks for it. A host is
 * compared without its port and in lower case.
 */
final class DefinedRequests extends Requests {

  private static final byte UNASKED = 0;
  private static final byte YES = 1;
  private static final byte NO = 2;

  private final Memory memory;
  private final Region buffers;
  private final RequestValues values;
  private final HeaderBlock headers;
  private final Slice cookieName;
  private final AddressReader addresses = new AddressReader();
  private final Slice cookies = new Slice();
  private Slice path = new Slice();
  private List<ParamKey> keys = List.of();
  private List<Definition> definitions = List.of();
  private Limit[] limits = {};
  private Slice[] slices = {};
  private byte[] found = {};
  private byte cookiesFound;

  DefinedRequests(Host host, RequestValues values) {
    this.memory = host.memory();
    this.buffers = host.buffers();
    this.values = values;
    this.headers = values.headers();
    this.cookieName = host.constant("cookie");
  }

  @Override
  Definitions read(JsonReader json) {
    return new DefinitionReader(json).read();
  }

  @Override
  void configured(Definitions next, LimitTable table) {
    Limit[] known = known(next.all(), table);
    List<Definition> limited = new ArrayList<>();
    List<Limit> theirs = new ArrayList<>();
    for (int i = 0; i < known.length; i++) {
      if (known[i] != null) {
        limited.add(next.all().get(i));
        theirs.add(known[i]);
      }
    }
    definitions = limited;
    limits = theirs.toArray(new Limit[0]);
    keys = next.keys();
    slices = new Slice[keys.size()];
    found = new byte[keys.size()];
    for (int i = 0; i < slices.length; i++) {
      slices[i] = new Slice();
    }
  }

  /** Of each definition its limit, where there is one; limits are looked at once. */
  private static @Nullable Limit[] known(List<Definition> all, LimitTable table) {
    @Nullable Limit[] known = new @Nullable Limit[all.size()];
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      places.put(all.get(i).name(), i);
    }
    for (Limit limit : all.isEmpty() ? new Limit[0] : table.limits()) {
      Integer place = places.get(limit.name());
      if (place != null) {
        known[place] = limit;
      }
    }
    return known;
  }

  @Override
  int size() {
    return limits.length;
  }

  @Override
  void begin(Slice requestPath) {
    path = requestPath;
    cookiesFound = UNASKED;
    for (int i = 0; i < found.length; i++) {
      found[i] = UNASKED;
    }
  }

  @Override
  @Nullable Limit find(int definition) {
    for (Condition[] match : definitions.get(definition).matches()) {
      if (meets(match)) {
        return limits[definition];
      }
    }
    return null;
  }

  private boolean meets(Condition[] conditions) {
    for (Condition condition : conditions) {
      if (!condition.holds(memory, value(condition.key()), addresses)) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Slice value(int key) {
    if (found[key] == UNASKED) {
      found[key] = fetch(keys.get(key), slices[key]) ? YES : NO;
    }
    return found[key] == YES ? slices[key] : null;
  }

  private boolean fetch(ParamKey key, Slice value) {
    Source source = key.source();
    if (source == Source.PATH || source == Source.QUERY) {
      return values.within(key, path, value);
    }
    if (source == Source.COOKIE) {
      return hasCookies() && values.within(key, cookies, value);
    }
    boolean there = values.find(key, value);
    return source == Source.HOST ? there && name(value) : there;
  }

  private boolean hasCookies() {
    if (cookiesFound == UNASKED) {
      boolean there = headers.get(cookieName, cookies) == Status.OK;
      cookiesFound = there ? YES : NO;
    }
    return cookiesFound == YES;
  }

  /** Points at a copy of a host, in lower case and without its port; false without room. */
  private boolean name(Slice value) {
    RequestValues.cutPort(memory, value);
    int copy = buffers.allocate(value.length());
    for (int i = 0; copy != 0 && i < value.length(); i++) {
      byte character = memory.load8(value.address() + i);
      boolean upper = character >= 'A' && character <= 'Z';
      memory.store8(copy + i, upper ? character + 'a' - 'A' : character);
    }
    value.set(copy, value.length());
    return copy != 0;
  }
}
