package dev.weir.source.kubernetes;

import dev.weir.hook.Document;
import dev.weir.hook.RuleSink;
import java.util.List;

/**
 * Delivers what stands on the shelf whenever it has changed: changes that come faster than they are
 * delivered are delivered together. Nothing is delivered until every kind was listed once.
 */
final class Teller {

  private final Shelf shelf;
  private final RuleSink sink;
  private final Worker worker = new Worker("weir-source-kubernetes-tell", this::run);
  private final Object gate = new Object();
  private boolean news;
  private boolean closed;

  Teller(Shelf shelf, RuleSink sink) {
    this.shelf = shelf;
    this.sink = sink;
  }

  void start() {
    worker.start();
  }

  void wake() {
    synchronized (gate) {
      news = true;
      gate.notifyAll();
    }
  }

  void stop() {
    synchronized (gate) {
      closed = true;
    }
    worker.stop();
  }

  private void run() throws InterruptedException {
    boolean delivered = false;
    List<Document> documents = List.of();
    List<String> faults = List.of();
    while (true) {
      await();
      Shelf.View view = shelf.view();
      boolean same =
          delivered && view.documents().equals(documents) && view.faults().equals(faults);
      if (!same) {
        tell(view);
        delivered |= view.whole();
        documents = view.documents();
        faults = view.faults();
      }
    }
  }

  private void await() throws InterruptedException {
    synchronized (gate) {
      while (!news) {
        gate.wait();
      }
      news = false;
    }
  }

  private void tell(Shelf.View view) {
    synchronized (gate) {
      if (closed) {
        return;
      }
      if (view.whole()) {
        sink.deliver(view.documents());
      }
      if (!view.faults().isEmpty()) {
        sink.unreachable(String.join("; ", view.faults()));
      }
    }
  }
}
