package dev.weir.wasm.limits;

import dev.weir.engine.call.ParamHash;
import dev.weir.engine.call.Signals;
import dev.weir.rule.SystemRule;
import dev.weir.wasm.sdk.Host;
import dev.weir.wasm.sdk.LocalResponse;
import dev.weir.wasm.sdk.type.LogLevel;
import dev.weir.wasm.sdk.type.Slice;
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
  private final Requests requests;
  private final PluginConfiguration configuration;
  private final LimitCompiler compiler;
  private final Ledger ledger;
  private final Counters counters;
  private final SharedCells cells;
  private final SharedInbound inbound;
  private final HostFigures figures;
  private final Turnstile turnstile;
  private final LimitIndex index;
  private final Budget budget;
  private final Visits visits;
  private final Visit passing = new Visit();
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
    this(host, dialect, values, upstreams, Requests.UNDEFINED);
  }

  /**
   * The same.
   *
   * @param requests what finds resources by what a request has
   */
  public Limits(
      Host host, Dialect dialect, CallValues values, Upstreams upstreams, Requests requests) {
    this.host = host;
    this.upstreams = upstreams;
    this.requests = requests;
    this.configuration = new PluginConfiguration(host, upstreams, requests);
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
    this.index = new LimitIndex(host, dialect, compiler, counters, budget);
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
      budget.reading();
      Configuration next = configuration.read(size);
      Shards.Sheet sheet = compile(next, size);
      revision = next.revision();
      firstError = next.firstError();
      plugin = configured;
      host.log(LogLevel.INFO, "revision " + revision + " in force: " + index.text(next, sheet));
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
    index.begin();
    try {
      LimitTable compiled = compiler.compile(next);
      Shards.Sheet sheet = index.prepare(next);
      long bytes = Shards.bytes(next, size, sheet);
      budget.check(next.memory(), bytes, size);
      compiler.commit();
      done = true;
      index.configured(compiled, sheet);
      inForce(next);
      budget.configured(next, bytes, compiled);
      return sheet;
    } finally {
      index.end(done);
    }
  }

  private void inForce(Configuration next) {
    requests.configured(next.definitions(), index.table());
    cells.generation(compiler.generation());
    inbound.configured(compiler.system().rules());
    figures.configured(next.rules(), host.nanos());
    upstreams.configured(next.rules());
    turnstile.configured(!isEmpty());
  }

  /** Whether there are no rules. */
  public boolean isEmpty() {
    return index.isEmpty();
  }

  /** The limit of {@code METHOD:/path}, the path's query cut off; null when there is none. */
  public @Nullable Limit find(Slice method, Slice path) {
    return index.find(method, path);
  }

  /** The limit of a resource by its whole name; null when there is none. */
  public @Nullable Limit find(Slice name) {
    return index.find(name);
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
    return enter(limit, stream, false);
  }

  private int enter(Limit limit, int stream, boolean further) {
    boolean lasting = inbound.isOn() || limit.traits().lasting();
    boolean open = lasting || figures.reported();
    Visit visit = !open ? passing : further ? visits.another(stream) : visits.open(stream);
    if (visit == null && lasting) {
      budget.hold(limit, index.unruled());
      counters.uncounted();
      return PASS;
    }
    return enter(limit, visit == null ? passing : visit, 1);
  }

  /**
   * Decides a request on the resources that are defined by what it has, one after the other. When
   * one of them blocks, it ends in those that it had entered before.
   *
   * @param verdict on the resource of its name
   * @return {@link #PASS}, {@link #WAIT} or {@link #BLOCK}
   */
  public int enterDefined(int stream, Slice path, int verdict) {
    int worst = verdict;
    requests.begin(path);
    for (int i = 0; i < requests.size() && worst != BLOCK; i++) {
      Limit limit = requests.find(i);
      if (limit != null) {
        worst = Math.max(worst, enter(limit, stream, true));
      }
    }
    if (worst == BLOCK && verdict != BLOCK) {
      visits.abandon(stream);
      end(visits.find(stream), false);
    }
    return worst;
  }

  /**
   * Decides what has no end of its own, such as bytes.
   *
   * @param batch how many at once; at least 1
   * @return whether it goes on; a rule that would have it wait lets it pass
   */
  public boolean admit(Limit limit, int batch) {
    return limit == index.unruled() || enter(limit, passing, batch) != BLOCK;
  }

  private int enter(Limit limit, Visit visit, int batch) {
    long nanos = host.nanos();
    if (nanos < 0) {
      counters.undecided();
      visits.close(visit);
      return PASS;
    }
    figures.refresh(nanos);
    Limit all = visit.stream == 0 || visit.further ? null : index.unruled();
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
    if (limit != index.unruled()) {
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

  /** How a call went; asked for where it matters. */
  @FunctionalInterface
  public interface Outcome {
    /** Whether it failed. */
    boolean failed();
  }

  /** Whether it matters how the call of the stream ends. */
  public boolean wantsOutcome(int stream) {
    Visit visit = visits.find(stream);
    return visit != null && visit.wantsOutcome();
  }

  /**
   * The call of a stream has ended, or a plugin; nothing happens when it is not known.
   *
   * @param error whether it failed
   */
  public void exit(int context, boolean error) {
    end(visits.find(context), error);
    leave(context);
  }

  /** The same, where how it went costs something to find out. */
  public void exit(int context, Outcome outcome) {
    Visit visit = visits.find(context);
    end(visit, visit != null && visit.wantsOutcome() && outcome.failed());
    leave(context);
  }

  private void leave(int context) {
    leaving |= context == plugin;
    if (leaving) {
      ledger.flush(host.nanos());
    }
  }

  private void end(@Nullable Visit latest, boolean error) {
    Visit visit = latest;
    while (visit != null) {
      Visit under = visit.under;
      Limit limit = visit.limit;
      if (limit != null) {
        exit(limit, visit, error);
      } else {
        visits.close(visit);
      }
      visit = under;
    }
  }

  private void exit(Limit limit, Visit visit, boolean error) {
    budget.hold(limit, index.unruled());
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
