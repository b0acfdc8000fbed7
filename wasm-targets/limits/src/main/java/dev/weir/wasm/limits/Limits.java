package dev.weir.wasm.limits;

import dev.weir.engine.call.ParamHash;
import dev.weir.engine.call.Signals;
import dev.weir.rule.SystemRule;
import dev.weir.wasm.sdk.Buffer;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.type.BufferType;
import dev.weir.wasm.sdk.type.LogLevel;
import dev.weir.wasm.sdk.type.Slice;
import dev.weir.wasm.sdk.type.Status;
import dev.weir.wasm.sdk.type.StreamType;
import org.jspecify.annotations.Nullable;

/**
 * The rules that are in force in a VM, and what they decide. Those that were configured last hold
 * for all calls that come; a call ends by those that it entered under.
 */
public final class Limits {

  /** The call goes on. */
  public static final int PASS = 0;

  /** The call is to be held back; {@link #tick} lets it go. */
  public static final int WAIT = 1;

  /** The call is to be refused; {@link #respond} says what its caller gets. */
  public static final int BLOCK = 2;

  /** Largest configuration, in bytes. */
  public static final int MAX_CONFIGURATION = 4 << 20;

  private static final long NANOS_PER_MICRO = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Host host;
  private final ValueHashes hashes;
  private final Upstreams upstreams;
  private final Buffer configuration;
  private final ConfigurationReader reader;
  private final LimitCompiler compiler;
  private final Ledger ledger;
  private final Counters counters;
  private final SharedCells cells;
  private final SharedInbound inbound;
  private final HostFigures figures;
  private final Turnstile turnstile;
  private final PatternLimits patterns;
  private final Shards shards;
  private final Budget budget;
  private final Visits visits;
  private final Visit passing = new Visit();
  private LimitTable table = LimitTable.EMPTY;

  /** What stands for calls that no rule of a resource is for, where there are system rules. */
  private @Nullable Limit unruled;

  private @Nullable LocalResponse answer;
  private long revision;
  private int firstError = Configuration.SERVER_ERRORS;
  private int plugin;

  /** The plugin has ended and its timer with it; calls of this VM go on. */
  private boolean leaving;

  /**
   * No rules yet.
   *
   * @param values of calls, for hotspot rules
   * @param upstreams whether the filter chooses the hosts behind, for outlier rules
   */
  public Limits(Host host, Dialect dialect, CallValues values, Upstreams upstreams) {
    this.host = host;
    this.upstreams = upstreams;
    this.configuration = host.buffer(BufferType.PLUGIN_CONFIGURATION);
    this.reader = new ConfigurationReader(host.memory(), upstreams);
    this.ledger = new Ledger(host, dialect);
    this.counters = new Counters(host, ledger);
    Signals signals = new Signals();
    this.compiler = new LimitCompiler(host, counters, dialect, signals, upstreams);
    ParamHash hash = compiler.surroundings().options().paramHash();
    this.hashes = new ValueHashes(host, values, hash);
    this.inbound = new SharedInbound(host, counters, dialect, compiler.surroundings());
    this.figures = new HostFigures(host, signals);
    this.cells = new SharedCells(host, counters);
    this.budget = new Budget(host, counters, compiler, cells);
    this.visits = new Visits(budget);
    this.patterns = new PatternLimits(compiler, budget);
    this.shards = new Shards(host, dialect, compiler, counters, budget);
    boolean connections = dialect.calls() == Dialect.Calls.CONNECTION;
    this.turnstile = new Turnstile(host, connections ? StreamType.DOWNSTREAM : StreamType.REQUEST);
  }

  /**
   * Takes a plugin's configuration, whole, or refuses it and says why in the proxy's log.
   *
   * @param configured context of the plugin
   */
  public boolean configure(int configured, int size) {
    try {
      Configuration next = read(size);
      Shards.Sheet sheet = compile(next, size);
      revision = next.revision();
      firstError = next.firstError();
      plugin = configured;
      host.log(LogLevel.INFO, "revision " + revision + " in force: " + text(next, sheet));
      return true;
    } catch (RefusedException e) {
      host.log(
          LogLevel.ERROR,
          "configuration refused, revision " + revision + " stays in force: " + e.getMessage());
      return false;
    } finally {
      budget.bind();
    }
  }

  private Shards.@Nullable Sheet compile(Configuration next, int size) {
    boolean done = false;
    compiler.begin();
    try {
      LimitTable compiled = compiler.compile(next.rules(), table, next.memory());
      Shards.Sheet sheet = shards.prepare(next);
      long bytes = Shards.bytes(next, size, sheet);
      budget.check(next.memory(), bytes, size);
      compiler.commit();
      done = true;
      table = compiled;
      inForce(next, sheet);
      budget.configured(next.memory(), bytes, compiled);
      return sheet;
    } finally {
      if (!done) {
        compiler.abandon();
      }
    }
  }

  private void inForce(Configuration next, Shards.@Nullable Sheet sheet) {
    shards.configured(sheet);
    cells.generation(compiler.generation());
    patterns.configured(compiler.patterns());
    inbound.configured(compiler.system().rules());
    unruled = compiler.system().unruled();
    figures.configured(next.rules(), host.nanos());
    upstreams.configured(next.rules());
    turnstile.configured(!isEmpty());
  }

  private String text(Configuration next, Shards.@Nullable Sheet sheet) {
    String rules = next.rules().size() + " rules on " + table.size() + " resources";
    return rules + (sheet == null ? "" : sheet.text()) + compiler.note();
  }

  private Configuration read(int size) {
    if (size < 1 || size > MAX_CONFIGURATION) {
      throw new RefusedException("it must have 1 to " + MAX_CONFIGURATION + " bytes, had " + size);
    }
    Slice text = new Slice();
    budget.reading();
    int status = configuration.read(0, size, text);
    if (status != Status.OK || text.length() != size) {
      throw new RefusedException(
          "the proxy gave " + text.length() + " of " + size + " bytes with status " + status);
    }
    return reader.read(text);
  }

  /** Whether there are no rules. */
  public boolean isEmpty() {
    return table.size() == 0 && unruled == null && patterns.isEmpty() && shards.isEmpty();
  }

  /** The limit of {@code METHOD:/path}, the path's query cut off; null when there is none. */
  public @Nullable Limit find(Slice method, Slice path) {
    Limit limit = table.find(host.memory(), method, path);
    if (limit == null && !shards.isEmpty()) {
      limit = shards.find(method, path);
    }
    if (limit == null && !patterns.isEmpty()) {
      limit = patterns.find(LongName.of(host.memory(), method, path));
    }
    return limit != null ? limit : unruled;
  }

  /** The limit of a resource by its whole name; null when there is none. */
  public @Nullable Limit find(Slice name) {
    Limit limit = table.find(host.memory(), name);
    if (limit == null && !shards.isEmpty()) {
      limit = shards.find(name);
    }
    if (limit == null && !patterns.isEmpty()) {
      limit = patterns.find(LongName.of(host.memory(), name));
    }
    return limit != null ? limit : unruled;
  }

  /** Takes out of the request whose callback runs what only this filter may say. */
  public void strip() {
    upstreams.strip();
  }

  /** A call that could not be looked up goes on, and is counted. */
  public void undecided() {
    counters.undecided();
  }

  /**
   * Decides a call, and counts what it decides. Without a time the call goes on.
   *
   * @param stream by which its end is known; to be told to {@link #exit}
   * @return {@link #PASS}, {@link #WAIT} or {@link #BLOCK}
   */
  public int enter(Limit limit, int stream) {
    boolean lasting = inbound.isOn() || limit.traits().lasting();
    Visit visit = lasting || figures.reported() ? visits.open(stream) : passing;
    if (visit == null && lasting) {
      budget.hold(limit, unruled);
      counters.uncounted();
      return PASS;
    }
    return enter(limit, visit == null ? passing : visit, 1);
  }

  /**
   * Decides what has no end of its own, such as bytes.
   *
   * @param batch how many at once; at least 1
   * @return whether it goes on; a rule that would have it wait lets it pass
   */
  public boolean admit(Limit limit, int batch) {
    return limit == unruled || enter(limit, passing, batch) != BLOCK;
  }

  private int enter(Limit limit, Visit visit, int batch) {
    long nanos = host.nanos();
    if (nanos < 0) {
      counters.undecided();
      visits.close(visit);
      return PASS;
    }
    figures.refresh(nanos);
    Limit all = visit.stream == 0 ? null : unruled;
    if (all != null && !comesIn(all, visit, nanos)) {
      return block(limit, visit, batch);
    }
    visit.limit = limit;
    if (limit == all) {
      passes(limit, visit, 1, nanos);
      return PASS;
    }
    budget.use(limit, nanos);
    visit.entry.batch(batch);
    hashes.bring(limit, visit);
    if (!cells.enter(limit, visit, nanos, batch)) {
      answer = limit.answer(visit.blockedBy);
      return block(limit, visit, batch);
    }
    visit.all = all;
    passes(limit, visit, batch, nanos);
    if (all != null) {
      passes(all, visit, 1, nanos);
    }
    return goesOn(limit, visit, nanos);
  }

  private int goesOn(Limit limit, Visit visit, long nanos) {
    if (limit.nodes() != null) {
      upstreams.choose(limit, nanos, counters);
    }
    if (!limit.traits().pacing() || visit.entry.waitNanos() == 0 || visit.stream == 0) {
      return PASS;
    }
    turnstile.add(visit, nanos);
    return WAIT;
  }

  /** Counts a call that goes on; its end is to be told as long as somebody reports it. */
  private void passes(Limit limit, Visit visit, int batch, long nanos) {
    counters.passed(limit, batch);
    if (visit.stream != 0 && figures.reported()) {
      visit.sinceNanos = nanos;
      counters.entered(limit);
    }
  }

  /** Asks the system rules; whether they let the call in, which then counts. */
  private boolean comesIn(Limit all, Visit visit, long nanos) {
    SystemRule refusing = inbound.enter(nanos);
    counters.shadowed(all, inbound.shadowed());
    if (refusing != null) {
      counters.blocked(all, 1);
      answer = all.answer(refusing);
      return false;
    }
    visit.inboundNanos = nanos;
    return true;
  }

  private int block(Limit limit, Visit visit, int batch) {
    if (limit != unruled) {
      counters.blocked(limit, batch);
    }
    if (visit.inboundNanos != 0) {
      inbound.takeBack(visit.inboundNanos);
    }
    visits.close(visit);
    return BLOCK;
  }

  /** HTTP statuses from this one on are failures. */
  public int firstError() {
    return firstError;
  }

  /** Whether it matters how the call of the stream ends. */
  public boolean wantsOutcome(int stream) {
    Visit visit = visits.find(stream);
    Limit limit = visit == null ? null : visit.limit;
    return visit != null && limit != null && (limit.traits().errors() || visit.sinceNanos != 0);
  }

  /**
   * The call of a stream has ended, or a plugin; nothing happens when it is not known.
   *
   * @param error whether it failed
   */
  public void exit(int context, boolean error) {
    Visit visit = visits.find(context);
    Limit limit = visit == null ? null : visit.limit;
    if (visit != null && limit != null) {
      exit(limit, visit, error);
    }
    leaving |= context == plugin;
    if (leaving) {
      ledger.flush(host.nanos());
    }
  }

  private void exit(Limit limit, Visit visit, boolean error) {
    budget.hold(limit, unruled);
    turnstile.remove(visit);
    boolean ending = limit.traits().ending() || limit.nodes() != null;
    if (ending || visit.inboundNanos != 0 || visit.sinceNanos != 0) {
      end(limit, visit, error);
    }
    if (error) {
      counters.failed(limit);
    }
    visits.close(visit);
  }

  private void end(Limit limit, Visit visit, boolean error) {
    long nanos = host.nanos();
    long from = visit.entry.startNanos();
    long to = nanos < 0 ? from : nanos;
    if (limit.traits().ending()) {
      cells.complete(limit, visit, to, error);
    }
    if (limit.nodes() != null) {
      long rtMs = Math.max(0, to / NANOS_PER_MILLI - from / NANOS_PER_MILLI);
      upstreams.completed(limit, to, rtMs, error, counters);
    }
    if (visit.inboundNanos != 0) {
      inbound.complete(visit.inboundNanos, nanos < 0 ? visit.inboundNanos : nanos);
    }
    if (visit.sinceNanos != 0) {
      long micros = Math.max(0, nanos - visit.sinceNanos) / NANOS_PER_MICRO;
      counters.ended(limit, micros, error);
      if (visit.all != null) {
        counters.ended(visit.all, micros, error);
      }
    }
  }

  /**
   * A timer of a plugin has fired: lets calls go on whose turn it is, tells the other workers what
   * nobody has been told of, and has counts reported.
   */
  public void tick(int ticking) {
    long nanos = turnstile.tick(ticking);
    leaving = false;
    if (nanos >= 0) {
      cells.tick(nanos);
      figures.tick(nanos);
      ledger.tick(nanos);
    }
  }

  /** Answers the request that was blocked last. */
  public void respond() {
    LocalResponse current = answer;
    if (current != null) {
      host.streams().respond(current);
    }
  }
}
