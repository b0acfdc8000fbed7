package dev.weir.source.etcd;

import dev.weir.hook.Document;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The text of every key, and what stands against those that have none. A value that is no text
 * keeps the text before it. For one thread.
 */
final class Texts {

  /** Most keys: what a forgotten prefix can cost is bounded. */
  static final int MAX_KEYS = 50_000;

  /** Most characters of all values together. */
  static final long MAX_CHARACTERS = 16L * Document.MAX_TEXT;

  private final TreeMap<String, Document> documents = new TreeMap<>();
  private final TreeMap<String, String> faults = new TreeMap<>();
  private long characters;

  /** The store holds more than is taken. */
  static final class TooMuchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMuchException(String message) {
      super(message);
    }
  }

  void put(KeyValue pair) {
    Optional<String> key = decode(pair.getKey());
    if (key.isEmpty()) {
      faults.put("", "a key is not UTF-8: rename it");
      return;
    }
    String name = key.get();
    Optional<String> text = decode(pair.getValue());
    if (text.isEmpty()) {
      faults.put(name, name + ": is not UTF-8: put it as UTF-8");
      return;
    }
    remove(name);
    documents.put(name, new Document(name, text.get()));
    characters += text.get().length();
    if (documents.size() > MAX_KEYS || characters > MAX_CHARACTERS) {
      throw new TooMuchException(
          "holds more than "
              + MAX_KEYS
              + " keys or "
              + MAX_CHARACTERS
              + " characters: remove some, or set prefixes in "
              + EtcdRuleSource.PID);
    }
  }

  void delete(KeyValue pair) {
    decode(pair.getKey()).ifPresent(this::remove);
  }

  private void remove(String name) {
    faults.remove(name);
    Document old = documents.remove(name);
    characters -= old == null ? 0 : old.text().length();
  }

  /** Keeps the texts of {@code before} for keys that are there and have none now. */
  void inherit(Texts before) {
    faults.keySet().stream()
        .filter(name -> !documents.containsKey(name) && before.documents.containsKey(name))
        .toList()
        .forEach(
            name -> {
              Document kept = before.documents.get(name);
              if (kept != null) {
                documents.put(name, kept);
                characters += kept.text().length();
              }
            });
  }

  boolean isEmpty() {
    return documents.isEmpty() && faults.isEmpty();
  }

  List<Document> documents() {
    return List.copyOf(documents.values());
  }

  List<String> faults() {
    return new ArrayList<>(faults.values());
  }

  private static Optional<String> decode(ByteSequence bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes())).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
