package dev.weir.traffic;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;

/** The tables and classes of a bank, as {@code struct bank} has them. */
final class BankImage {

  private BankImage() {}

  static void write(ByteBuffer bank, Tables tables) {
    for (int kind = 0; kind < Layouts.KINDS; kind++) {
      putTable(bank, Layouts.BANK_PORTS, kind, tables.ports().tables()[kind]);
    }
    for (int family = 0; family < 2; family++) {
      int first = family * Layouts.SIDES;
      putTable(bank, Layouts.BANK_ROOTS, first + Layouts.SOURCE, tables.sources().roots()[family]);
      putTable(
          bank,
          Layouts.BANK_ROOTS,
          first + Layouts.DESTINATION,
          tables.destinations().roots()[family]);
    }
    putPortClasses(bank, tables);
    putAddressClasses(bank, Layouts.SOURCE, tables.sources());
    putAddressClasses(bank, Layouts.DESTINATION, tables.destinations());
  }

  private static void putTable(ByteBuffer bank, int base, int number, short[] table) {
    bank.position(base + number * Layouts.PLACES * Short.BYTES).asShortBuffer().put(table);
  }

  private static void putPortClasses(ByteBuffer bank, Tables tables) {
    List<BitSet> classes = tables.ports().ids().classes();
    for (int id = 0; id < classes.size(); id++) {
      bank.putInt(Layouts.BANK_PORTS_SUMMARY + id * Integer.BYTES, tables.portsSummary(id));
      putClass(bank, Layouts.BANK_PORT_CLASSES + id * Layouts.CLASS, classes.get(id));
    }
  }

  private static void putAddressClasses(ByteBuffer bank, int side, AddressTables tables) {
    List<BitSet> classes = tables.ids().classes();
    for (int id = 0; id < classes.size(); id++) {
      int at = side * Layouts.CLASSES + id;
      short summary = (short) Tables.summary(classes.get(id));
      bank.putShort(Layouts.BANK_ADDRESS_SUMMARY + at * Short.BYTES, summary);
      putClass(bank, Layouts.BANK_ADDRESS_CLASSES + at * Layouts.CLASS, classes.get(id));
    }
  }

  private static void putClass(ByteBuffer bank, int at, BitSet rules) {
    bank.position(at).asLongBuffer().put(rules.toLongArray());
  }
}
