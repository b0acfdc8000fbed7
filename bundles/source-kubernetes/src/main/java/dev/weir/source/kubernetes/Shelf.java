package dev.weir.source.kubernetes;

import dev.weir.hook.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Every object of every scope, and what stands against knowing them: what the followers fill, and
 * the teller and the status writer read. Safe for any thread; listeners are called without a lock.
 */
final class Shelf {

  /** Most objects: what a large cluster can cost is bounded. */
  static final int MAX_OBJECTS = 50_000;

  /** Most characters of all documents together. */
  static final long MAX_CHARACTERS = 16L * Document.MAX_TEXT;

  private final Map<Scope, Map<String, Item>> scopes = new HashMap<>();
  private final Map<String, Item> items = new TreeMap<>();
  private final Set<Scope> unheard = new HashSet<>();
  private final Map<String, String> faults = new TreeMap<>();
  private boolean discovered;
  private long revision;
  private long characters;
  private Runnable told = () -> {};
  private Consumer<String> changed = name -> {};

  /**
   * What stands on the shelf at one moment.
   *
   * @param revision counts changes of what is worth telling
   * @param whole whether every scope was listed at least once
   * @param documents of all objects, by name
   * @param faults why some may be out of date
   */
  record View(long revision, boolean whole, List<Document> documents, List<String> faults) {}

  /** The store holds more than is taken. */
  static final class TooMuchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMuchException(String message) {
      super(message);
    }
  }

  /**
   * Who is told of changes.
   *
   * @param news called when there is something to deliver
   * @param object called with the document's name of each object that changed in any way
   */
  void onChange(Runnable news, Consumer<String> object) {
    told = news;
    changed = object;
  }

  /** The kinds that are served are known; scopes that are new must be listed first. */
  void discovered(Set<Scope> fresh) {
    synchronized (this) {
      discovered = true;
      unheard.addAll(fresh);
      faults.remove("");
      revision++;
    }
    told.run();
  }

  /** A scope was listed: this is all of it. */
  void replace(Scope scope, Map<String, Item> now) {
    boolean news = false;
    synchronized (this) {
      Map<String, Item> before = scopes.computeIfAbsent(scope, s -> new HashMap<>());
      for (String gone : List.copyOf(before.keySet())) {
        news |= !now.containsKey(gone) && remove(before, gone);
      }
      for (Item item : now.values()) {
        news |= set(before, item);
      }
      news |= unheard.remove(scope);
      news |= faults.remove(scope.toString()) != null;
      revision += news ? 1 : 0;
    }
    now.keySet().forEach(changed);
    if (news) {
      told.run();
    }
  }

  /** One object was added or changed. */
  void put(Scope scope, Item item) {
    boolean news;
    synchronized (this) {
      news = set(scopes.computeIfAbsent(scope, s -> new HashMap<>()), item);
      revision += news ? 1 : 0;
    }
    changed.accept(item.document().name());
    if (news) {
      told.run();
    }
  }

  /** One object was deleted. */
  void delete(Scope scope, String document) {
    boolean news;
    synchronized (this) {
      news = remove(scopes.computeIfAbsent(scope, s -> new HashMap<>()), document);
      revision += news ? 1 : 0;
    }
    if (news) {
      told.run();
    }
  }

  /** A scope (or discovery, with an empty name) cannot be read; what is known of it stays. */
  void fault(String scope, String reason) {
    boolean news;
    synchronized (this) {
      news = !reason.equals(faults.put(scope, reason));
      revision += news ? 1 : 0;
    }
    if (news) {
      told.run();
    }
  }

  /** A scope is no longer served, and nothing of it is left. */
  void forget(Scope scope) {
    synchronized (this) {
      scopes.remove(scope);
      unheard.remove(scope);
      faults.remove(scope.toString());
      revision++;
    }
    told.run();
  }

  synchronized int size(Scope scope) {
    return scopes.getOrDefault(scope, Map.of()).size();
  }

  synchronized Optional<Item> item(String document) {
    return Optional.ofNullable(items.get(document));
  }

  synchronized View view() {
    List<Document> documents = items.values().stream().map(Item::document).toList();
    List<String> reasons = new ArrayList<>(new HashSet<>(faults.values()));
    reasons.sort(null);
    return new View(revision, discovered && unheard.isEmpty(), documents, reasons);
  }

  private boolean set(Map<String, Item> scope, Item item) {
    String name = item.document().name();
    Item before = scope.put(name, item);
    items.put(name, item);
    if (before != null && before.document().equals(item.document())) {
      return false;
    }
    characters += item.document().text().length();
    characters -= before == null ? 0 : before.document().text().length();
    if (items.size() > MAX_OBJECTS || characters > MAX_CHARACTERS) {
      throw new TooMuchException(
          "there are more than "
              + MAX_OBJECTS
              + " objects or "
              + MAX_CHARACTERS
              + " characters: set namespaces or selector in "
              + KubernetesRuleSource.PID);
    }
    return true;
  }

  private boolean remove(Map<String, Item> scope, String document) {
    Item before = scope.remove(document);
    if (before == null) {
      return false;
    }
    items.remove(document);
    characters -= before.document().text().length();
    return true;
  }
}
