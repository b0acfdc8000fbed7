package dev.weir.source.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads every key of all ranges as they are at one revision, in pages. */
final class FreshRead {

  /** Keys in a page: with etcd's bound on a value (1.5 MB) this bounds an answer. */
  static final int PAGE = 100;

  private final Client client;
  private final int timeoutMs;
  private long revision;
  private long cluster;

  /**
   * Where a reading stands in the history of a cluster.
   *
   * @param cluster its id
   * @param revision of the store
   */
  record Moment(long cluster, long revision) {}

  FreshRead(Client client, int timeoutMs) {
    this.client = client;
    this.timeoutMs = timeoutMs;
  }

  /** Fills {@code texts} with what there is; gives the moment at which that was so. */
  Moment read(List<KeyRange> ranges, Texts texts)
      throws ExecutionException, InterruptedException, TimeoutException {
    for (KeyRange range : ranges) {
      read(range, texts);
    }
    return new Moment(cluster, revision);
  }

  private void read(KeyRange range, Texts texts)
      throws ExecutionException, InterruptedException, TimeoutException {
    ByteSequence from = range.from();
    ByteSequence end = range.end();
    boolean more = true;
    while (more) {
      GetResponse page = page(from, end);
      List<KeyValue> found = page.getKvs();
      found.forEach(texts::put);
      more = page.isMore() && !found.isEmpty();
      if (more) {
        from = found.get(found.size() - 1).getKey().concat(ByteSequence.from("\0", UTF_8));
      }
    }
  }

  private GetResponse page(ByteSequence from, ByteSequence end)
      throws ExecutionException, InterruptedException, TimeoutException {
    GetOption option =
        GetOption.builder().withRange(end).withLimit(PAGE).withRevision(revision).build();
    GetResponse page = client.getKVClient().get(from, option).get(timeoutMs, TimeUnit.MILLISECONDS);
    if (revision == 0) {
      revision = page.getHeader().getRevision();
      cluster = page.getHeader().getClusterId();
    }
    return page;
  }
}
