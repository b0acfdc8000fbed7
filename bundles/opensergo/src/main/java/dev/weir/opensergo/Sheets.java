package dev.weir.opensergo;

import dev.weir.hook.Document;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sheets that were read, for documents that come again as they were: of ten thousand documents one
 * changes. Those that were used last are kept, in bounds.
 */
final class Sheets {

  /** Most sheets: as many as a source may have rules. */
  static final int MAX_SHEETS = Catalog.MAX_RULES;

  /** Most characters of all their texts. */
  static final long MAX_CHARACTERS = 16L * 1024 * 1024;

  private final Map<Document, Sheet> known = new LinkedHashMap<>(16, 0.75f, true);
  private long characters;

  /** The sheet of an equal document, as it was closed; null when it is not known. */
  @Nullable Sheet find(Document document) {
    Sheet sheet = known.get(document);
    if (sheet != null) {
      sheet.reopen();
    }
    return sheet;
  }

  /** Keeps a sheet that says the same beside whatever others ({@link Sheet#isAlone}). */
  void keep(Sheet sheet) {
    if (sheet.length() > MAX_CHARACTERS / 2) {
      return;
    }
    if (known.put(sheet.document(), sheet) == null) {
      characters += sheet.length();
    }
    Iterator<Sheet> oldest = known.values().iterator();
    while (known.size() > MAX_SHEETS || characters > MAX_CHARACTERS) {
      characters -= oldest.next().length();
      oldest.remove();
    }
  }

  int size() {
    return known.size();
  }
}
